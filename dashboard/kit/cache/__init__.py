"""What was made once and may be shown again, within bounds."""
