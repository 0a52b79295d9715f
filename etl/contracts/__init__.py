"""Typed contracts of everything that is loaded: one schema per table."""
