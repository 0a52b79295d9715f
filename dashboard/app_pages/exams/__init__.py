"""Exams: results by school, subject and year."""
