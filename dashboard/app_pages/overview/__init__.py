"""Overview: the plan on one screen."""
