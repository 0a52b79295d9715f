"""Readers, one folder per kind of input; none knows the warehouse."""
