"""Names that files write, held against those that plans print."""
