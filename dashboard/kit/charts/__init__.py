"""Kinds of charts: plain values in, a figure out."""
