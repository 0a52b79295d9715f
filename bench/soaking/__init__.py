"""Many readers for minutes on one server, while what is shown is replaced."""
