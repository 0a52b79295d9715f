"""What cells say of their rows besides the values that load, held against these."""
