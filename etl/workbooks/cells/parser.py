"""What parsers of cells have in common.

A parser takes a text and gives `(value, "")`, or `(None, rule)` for a text that cannot
be read in exactly one way. An empty cell, or one with a dash, is `(None, "")`: whether
it may be empty is for the column to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Final

Value = str | date | Decimal | int | bool | None
Parsed = tuple[Value, str]
Parser = Callable[[str], Parsed]

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2099
LONGEST_FIGURE: Final = 80
"""Longer texts are neither numbers nor days; patterns must not meet them."""


DATE_CELL: Final = re.compile(r"[+-]?\d{4,5}-\d\d-\d\d[ T]\d\d:\d\d:\d\d.*", re.ASCII)
"""How a cell that a spreadsheet holds as a day is written as text."""
