"""PageComparison of a page with something like it: what is chosen, said and drawn."""
