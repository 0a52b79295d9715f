"""A person's query: one SELECT, in a child that cannot write."""
