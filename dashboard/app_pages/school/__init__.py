"""School: one school of a plan, what it does, gets, needs and reaches."""
