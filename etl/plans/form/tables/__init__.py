"""Tables of a section as rows with named columns."""
