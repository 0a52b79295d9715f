"""Plain pages that draw the figures of ours, to compare with."""
