"""What a workbook would change, told before anything is loaded: `pazanga check`."""
