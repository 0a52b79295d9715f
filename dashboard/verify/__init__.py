"""Figures of a page, computed anew and compared with what the page shows."""
