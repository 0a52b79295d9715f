"""What a plan package must hold: tables, columns, keys."""
