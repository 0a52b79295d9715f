"""Spending: where the money goes."""
