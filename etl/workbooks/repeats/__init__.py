"""Payments that may count twice: sums, reports and copies of others of their file."""
