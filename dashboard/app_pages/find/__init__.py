"""Find: things of every page by a word of their name."""
