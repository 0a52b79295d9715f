"""XLSX, CSV and Parquet files become sheets of text cells."""
