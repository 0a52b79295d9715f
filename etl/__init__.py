"""From documents and workbooks to raw tables, and the refresh that publishes them."""
