"""Load data: drop a file, see what it changes, publish it."""
