"""Texts of the pages: one catalogue per page, and `common` for the shell."""
