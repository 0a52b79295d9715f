"""Workbooks people fill in: recognised, read strictly, corrected, made anew."""
