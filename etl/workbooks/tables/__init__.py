"""Tables of a sheet: where they stand, what their columns hold."""
