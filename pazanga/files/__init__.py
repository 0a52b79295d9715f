"""Files: safe writing, locks, hashes, signatures, unfinished ones."""
