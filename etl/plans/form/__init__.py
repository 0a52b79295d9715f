"""The form of a progress plan, read section by section."""
