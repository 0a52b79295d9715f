"""Figures that stand in a published table: one cell, or the sum of some of its rows."""
