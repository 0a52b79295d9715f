"""Findings: what a reader should know before trusting a number.

Every rule looks at the rows that were read and says where they disagree with each
other or with what is printed. Nothing is adjusted: a difference is shown, with what
was expected, what was found and the line.
"""
