"""Text that is safe to open in a spreadsheet: the one place that says how.

A spreadsheet runs text that begins like a formula. Everything that leaves as CSV or
XLSX passes here; the readers of workbooks take the apostrophe away again.
"""

from __future__ import annotations

import re
from typing import Final

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First signs, the full-width ones too, after which a spreadsheet may run the rest."""

NUMBER: Final = re.compile("[+-]?[\\d .,\u00a0\u202f]*", re.ASCII)
"""A plain number, for DuckDB's expressions, too: it knows no escapes of Python."""


def neutralise(text: str) -> str:
    """Add an apostrophe before a text that a spreadsheet would run.

    A plain number keeps its sign: `-5,00` runs nothing.
    """
    if text.startswith(FORMULA_STARTS) and not NUMBER.fullmatch(text):
        return f"'{text}"
    return text
