"""Accessibility: what was tested, how, and what is known not to hold."""
