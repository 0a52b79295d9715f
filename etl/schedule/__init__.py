"""Refreshes by a cron expression and by what is dropped into the inbox."""
