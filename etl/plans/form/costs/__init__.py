"""The table of costs and the budget."""
