"""Activity: one activity, with everything the plan ties to it."""
