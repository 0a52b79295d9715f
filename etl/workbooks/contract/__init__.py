"""What a workbook must hold, and what is said of one that does not."""
