"""Everything that can be found in a snapshot, by the words in it."""
