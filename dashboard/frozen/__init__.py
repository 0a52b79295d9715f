"""A page for keeps: one signed file that opens without a network."""
