"""Headings: which column a heading names."""
