"""Numbers, words and state that every page uses."""
