"""Cells: numbers, dates, codes and words."""
