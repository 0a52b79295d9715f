"""Proof: where one figure comes from."""
