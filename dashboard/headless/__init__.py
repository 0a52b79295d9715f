"""Pages without a browser: for pictures of charts, reports and whoever reads markup."""
