"""Facts of the municipality that a plan prints."""
