"""A made-up country, as large as the real one, whose sums are known."""
