"""Municipalities: plans side by side, and what is known of those without one."""
