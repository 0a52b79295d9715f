"""Slides that present a plan: shares of the money by policy area and kind of work.

Slides give no amounts by activity, only shares of one basket. Amounts are derived from
them, exactly, and say so.
"""
