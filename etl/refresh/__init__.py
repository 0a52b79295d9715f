"""Inputs become a published snapshot: load, rebuild, report, keep."""
