"""Workbooks to fill in, and rejected rows to correct."""
