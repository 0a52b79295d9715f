"""Kinds of charts read back from their markup: one module each, as in `kit/charts`."""
