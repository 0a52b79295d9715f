"""Targets: whether promises are kept."""
