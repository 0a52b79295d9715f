"""Parts that pages are made of: they draw what they are given and compute nothing."""
