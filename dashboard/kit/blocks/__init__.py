"""Blocks of a page: answers, key figures, tables, filters, downloads."""
