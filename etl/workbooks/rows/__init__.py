"""Rows of tables: loaded, rejected, merged."""
