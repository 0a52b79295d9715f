"""Plan packages on disk: CSV tables and a descriptor a person can review and diff."""
