"""Ask the snapshot on screen what no page foresaw."""
