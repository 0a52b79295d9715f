"""Indicator: one promise of the plan, with everything that is known of it."""
