"""Words that a reader types, found in all their forms."""
