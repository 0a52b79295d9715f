"""Files: safe writing, locks, hashes, signatures, children that read them."""
