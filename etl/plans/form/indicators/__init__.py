"""The table of indicators."""
