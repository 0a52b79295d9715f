"""Queries: a snapshot and a filter in, a frame out. SQL on `reports` only.

Values are bound, never pasted; results are cached by `published.select`.
"""
