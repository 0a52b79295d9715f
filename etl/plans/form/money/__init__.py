"""Amounts as plans print them."""
