"""What is made when a reader asks for it: rows, reports, workbooks."""
