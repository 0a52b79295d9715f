"""Doors of the server: who asks, whether they may pass, logins and logouts."""
