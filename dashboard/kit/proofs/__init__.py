"""Proofs of figures: what each is, and a second way to it, from marts alone."""
