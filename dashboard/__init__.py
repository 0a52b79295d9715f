"""The dashboard: pages that read the current snapshot and compute nothing."""
