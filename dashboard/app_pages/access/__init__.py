"""Access: what was done, and looking as another role."""
