"""Rows as a workbook: numbers as numbers, every text as a text that runs nothing."""

from __future__ import annotations

import json
import math
from datetime import date, datetime
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any, Final

import xlsxwriter

from pazanga.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa

MOST_SHEET_ROWS: Final = 100_000
"""A sheet could hold ten times as many, but writing them would take a minute."""
MOST_CHARACTERS: Final = 32_767
"""Of a cell."""

_EXACT_DIGITS: Final = 15
"""A spreadsheet reckons with so many; a longer number is written as text."""
_FIRST_YEAR: Final = 1900
_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_sheet(
    file: IO[bytes], names: Sequence[str], batches: Iterable[pa.RecordBatch]
) -> None:
    """Write a workbook of one sheet; a null is no cell at all.

    Raises:
        RequestError: A text is longer than a cell holds.
    """
    with xlsxwriter.Workbook(file, _OPTIONS) as workbook:
        page = workbook.add_worksheet("data")
        formats: dict[type, Any] = {
            date: workbook.add_format({"num_format": "yyyy-mm-dd"}),
            datetime: workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }
        heading = workbook.add_format({"bold": True, "bottom": 1})
        for place, name in enumerate(names):
            page.write_string(0, place, name, heading)
        page.freeze_panes(1, 0)
        line = 0
        for batch in batches:
            columns = [column.to_pylist() for column in batch.columns]
            for row in zip(*columns, strict=True):
                line += 1
                for place, value in enumerate(row):
                    _write_cell(page, line, place, value, formats, names[place])


def _write_cell(
    page: Any,  # noqa: ANN401 - the library has no types
    line: int,
    place: int,
    value: Any,  # noqa: ANN401
    formats: dict[type, Any],
    name: str,
) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        page.write_boolean(line, place, value)
    elif isinstance(value, int | float | Decimal) and _is_exact(value):
        page.write_number(line, place, value)
    elif isinstance(value, date) and _has_serial(value):
        kind = datetime if isinstance(value, datetime) else date
        page.write_datetime(line, place, value, formats[kind])
    else:
        text = _write_text(value)
        if len(text) > MOST_CHARACTERS:
            raise RequestError("long_text", column=name, most=MOST_CHARACTERS)
        page.write_string(line, place, text)


def _is_exact(value: float | Decimal) -> bool:
    """Whether a spreadsheet keeps every digit of a number."""
    if isinstance(value, float):
        return math.isfinite(value)
    digits = Decimal(value).as_tuple().digits
    return len(digits) <= _EXACT_DIGITS


def _has_serial(value: date) -> bool:
    """Whether a spreadsheet knows a day or moment: from 1900 on, without a zone."""
    return value.year >= _FIRST_YEAR and getattr(value, "tzinfo", None) is None


def _write_text(value: object) -> str:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
