"""Title, goals, principles, partners and risks."""
