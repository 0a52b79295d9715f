"""Questions in words: what a reader asks, read by a small grammar over names."""
