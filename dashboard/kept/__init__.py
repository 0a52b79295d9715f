"""What readers write down: saved views and commentary, kept in the home."""
