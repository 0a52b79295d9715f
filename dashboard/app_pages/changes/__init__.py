"""Changes: what differs from an earlier state of the data."""
