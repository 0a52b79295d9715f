"""Made-up spending, measurements and exam results for the plans that are loaded.

They show a newcomer what the pages are for. Every row says that it is made up, every
document number and source too; the same plan always gets the same rows.
"""
