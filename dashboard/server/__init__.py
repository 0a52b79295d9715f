"""The server: application, guard, headers, uploads, jobs."""
