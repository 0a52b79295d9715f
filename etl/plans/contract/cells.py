"""One cell of a package: from a value to text and back, by its column's contract."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final

import dataframely as dy

Value = str | int | bool | Decimal | date | None

_DECIMAL: Final = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_INTEGER: Final = re.compile(r"-?\d+", re.ASCII)
_MONEY_SCALE: Final = 2
_BOOLEANS: Final = {"true": True, "false": False}


class CellError(ValueError):
    """A cell that its column does not allow.

    Attributes:
        expected: What the column allows, in a notation that needs no language: an
            example, a list of words or a pattern; empty where a value is missing.
    """

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


def format_cell(column: dy.Column, value: Value) -> str:
    """Write a value the way packages hold it: dot, ISO dates, empty for none.

    Euro keep two decimals; other figures lose zeros that only the type added.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(column, dy.Decimal):
        written = f"{value:.{column.scale}f}"
        return written if column.scale == _MONEY_SCALE else _without_zeros(written)
    return value.isoformat() if isinstance(value, date) else str(value)


def parse_cell(column: dy.Column, text: str) -> Value:
    """Read the text of a cell as its column demands.

    Raises:
        CellError: The text is not what the column allows.
    """
    if not text:
        return _parse_empty(column)
    value = _parse_filled(column, text)
    minimum, maximum = getattr(column, "min", None), getattr(column, "max", None)
    if minimum is not None and value < minimum:
        raise CellError(f"≥ {minimum}")
    if maximum is not None and value > maximum:
        raise CellError(f"≤ {maximum}")
    return value


def may_be_empty(column: dy.Column) -> bool:
    """Whether an empty cell means something in this column."""
    return column.nullable or bool((column.metadata or {}).get("may_be_empty"))


def _parse_empty(column: dy.Column) -> Value:
    if column.nullable:
        return None
    if may_be_empty(column):
        return ""
    raise CellError("")


def _parse_filled(column: dy.Column, text: str) -> Value:
    if isinstance(column, dy.Enum):
        return _require(text, text in column.categories, " | ".join(column.categories))
    if isinstance(column, dy.Decimal):
        places = len(text.partition(".")[2])
        fits = bool(_DECIMAL.fullmatch(text)) and places <= column.scale
        return Decimal(_require(text, fits, f"1234.{'56' * (column.scale // 2) or 5}"))
    if isinstance(column, dy.Int64):
        return int(_require(text, bool(_INTEGER.fullmatch(text)), "12"))
    if isinstance(column, dy.Bool):
        return _BOOLEANS[_require(text, text in _BOOLEANS, "true | false")]
    if isinstance(column, dy.Date):
        return _parse_date(text)
    return _parse_text(column, text)


def _parse_text(column: dy.Column, text: str) -> str:
    pattern = getattr(column, "regex", None)
    return _require(text, pattern is None or bool(re.search(pattern, text)), pattern)


def _parse_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CellError("2025-12-31") from error


def _require(text: str, is_right: bool, expected: str | None) -> str:  # noqa: FBT001
    if not is_right:
        raise CellError(expected or "")
    return text


def _without_zeros(written: str) -> str:
    return written.rstrip("0").rstrip(".") if "." in written else written
