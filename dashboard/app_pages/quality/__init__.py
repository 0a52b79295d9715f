"""Data quality: findings, audits, loads, rejected rows."""
