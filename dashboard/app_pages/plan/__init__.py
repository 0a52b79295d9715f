"""Plan: the whole document, from its goals to its last figure."""
