"""The warehouse: SQL models, audits, snapshots, and the one way to open them."""
