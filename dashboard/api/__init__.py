"""The interface for programs: tables and queries over HTTP, read only."""
