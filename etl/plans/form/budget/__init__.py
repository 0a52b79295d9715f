"""Section 7 of the form: what partners are asked to be given."""
