"""Rows as a workbook: numbers as numbers, every text as a text that runs nothing."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any, Final

import pyarrow as pa
import xlsxwriter

from dashboard.api.values import say_number
from dashboard.kit.sheets import shorten_cell
from pazanga.errors import RequestError
from pazanga.files.spreadsheets import has_serial, is_exact, print_blob

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_SHEET_ROWS: Final = 100_000
"""A sheet could hold ten times as many, but writing them would take a minute."""
MOST_SHEET_COLUMNS: Final = 16_384
MOST_CHARACTERS: Final = 32_767
"""Of a cell."""

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
        RequestError: There are more columns than a sheet holds, or a text is longer
            than a cell.
    """
    if len(names) > MOST_SHEET_COLUMNS:
        count, most = say_number(len(names)), say_number(MOST_SHEET_COLUMNS)
        raise RequestError("too_many_columns", count=count, most=most)
    with xlsxwriter.Workbook(file, _OPTIONS) as workbook:
        page = workbook.add_worksheet("data")
        formats: dict[type, Any] = {
            date: workbook.add_format({"num_format": "yyyy-mm-dd"}),
            datetime: workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }
        heading = workbook.add_format({"bold": True, "bottom": 1})
        for place, name in enumerate(names):
            page.write_string(0, place, shorten_cell(name), heading)
        page.freeze_panes(1, 0)
        line = 0
        for batch in batches:
            columns = [_list_values(column) for column in batch.columns]
            for row in zip(*columns, strict=True):
                line += 1
                for place, value in enumerate(row):
                    _write_cell(page, line, place, value, formats, names[place])


def _list_values(column: pa.Array) -> list[Any]:
    """List values as Python knows them; it knows no nanoseconds."""
    is_finer = pa.types.is_timestamp(column.type) and column.type.unit == "ns"
    values: list[Any] = (column.cast(pa.string()) if is_finer else column).to_pylist()
    return values


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
    elif isinstance(value, int | float | Decimal) and is_exact(value):
        page.write_number(line, place, value)
    elif isinstance(value, date) and has_serial(value):
        kind = datetime if isinstance(value, datetime) else date
        page.write_datetime(line, place, value, formats[kind])
    else:
        text = _write_text(value)
        if len(text) > MOST_CHARACTERS:
            raise RequestError("long_text", column=name, most=MOST_CHARACTERS)
        page.write_string(line, place, text)


def _write_text(value: object) -> str:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=_write_text)
    return print_blob(value) if isinstance(value, bytes) else str(value)
