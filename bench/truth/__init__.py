"""Truth of what is read: seeded inputs with a known meaning, cell by cell."""
