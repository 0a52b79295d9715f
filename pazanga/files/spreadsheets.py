"""What a spreadsheet runs and what it keeps: the one place that says how to write it.

A spreadsheet runs text that begins like a formula. Everything that leaves as CSV or
XLSX passes here; the readers of workbooks take the apostrophe away again.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First signs, the full-width ones too, after which a spreadsheet may run the rest."""

_DIGITS: Final = 15
_FIRST_YEAR: Final = 1900
_MILLISECOND: Final = 1000
_PRINTED: Final = frozenset(range(ord(" "), 0x7F)) - frozenset(b"\"'\\")

NUMBER: Final = re.compile("[+-]?[\\d .,\u00a0\u202f]*", re.ASCII)
"""A plain number, for DuckDB's expressions, too: it knows no escapes of Python."""


def neutralise(text: str) -> str:
    """Add an apostrophe before a text that a spreadsheet would run.

    A plain number keeps its sign: `-5,00` runs nothing.
    """
    if text.startswith(FORMULA_STARTS) and not NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def is_exact(value: Decimal | float) -> bool:
    """Whether a spreadsheet keeps every digit of a number; else it must be a text.

    It reckons with fifteen digits, as any number of its own has.
    """
    if isinstance(value, float):
        return math.isfinite(value)
    if not Decimal(value).is_finite():
        return False
    digits = "".join(map(str, Decimal(value).as_tuple().digits))
    return len(digits.rstrip("0")) <= _DIGITS


def has_serial(value: date) -> bool:
    """Whether a spreadsheet keeps a day or moment: from 1900 on, without a zone.

    It keeps milliseconds of a moment, and no part of one.
    """
    if isinstance(value, datetime) and (
        value.tzinfo is not None or value.microsecond % _MILLISECOND
    ):
        return False
    return value.year >= _FIRST_YEAR


def print_blob(value: bytes) -> str:
    """Write bytes as DuckDB prints them: letters, and the rest by its number."""
    return "".join(chr(one) if one in _PRINTED else f"\\x{one:02X}" for one in value)
