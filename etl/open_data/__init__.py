"""Open data: schools and pupil counts of data.gov.lt, indicators of the statisticians.

Off by default; one setting turns each source on. Nothing here knows the warehouse.
Nothing is imported here: each refresh needs the contract, and few what downloads.
"""
