"""The report for the council: what the pages say, as a document."""
