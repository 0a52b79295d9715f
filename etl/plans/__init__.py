"""A plan document becomes a plan package."""
