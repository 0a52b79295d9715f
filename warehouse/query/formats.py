"""An answer as a person or a program wants it: table, CSV or JSON, from texts."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Final

from pazanga.files.spreadsheets import neutralise
from pazanga.printable import escape_controls, escape_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from warehouse.query.columns import ResultColumn

    Row = Sequence[str | None]
    Writer = Callable[[Sequence[ResultColumn], Iterable[Row]], Iterator[str]]

_NULL: Final = "null"
_CSV_NULL: Final = "NULL"
_GAP: Final = " │ "


def write_table(columns: Sequence[ResultColumn], rows: Iterable[Row]) -> Iterator[str]:
    """Yield lines with columns under each other; nothing is cut, nothing commands."""
    headings = [escape_line(column.name) for column in columns]
    cells = [[_split_cell(value) for value in row] for row in rows]
    widths = [
        max([_width(heading), *(_width(line) for row in cells for line in row[place])])
        for place, heading in enumerate(headings)
    ]
    yield _GAP.join(map(_pad, headings, widths)).rstrip() + "\n"
    yield "─┼─".join("─" * width for width in widths) + "\n"
    for row in cells:
        for line in range(max(len(cell) for cell in row)):
            parts = [cell[line] if line < len(cell) else "" for cell in row]
            yield _GAP.join(map(_place, columns, parts, widths)).rstrip() + "\n"


def _split_cell(value: str | None) -> list[str]:
    text = _NULL if value is None else escape_controls(value).replace("\t", r"\t")
    return text.split("\n")


def _place(column: ResultColumn, text: str, width: int) -> str:
    return (
        " " * (width - _width(text)) + text if column.is_number else _pad(text, width)
    )


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Compute how many places of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(_width_of(letter) for letter in text)


def _width_of(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def write_csv(columns: Sequence[ResultColumn], rows: Iterable[Row]) -> Iterator[str]:
    """Yield CSV, safe to open in a spreadsheet: what is no number runs no formula.

    Nothing between two commas is null; an empty text is `""`. See `find_csv_null`.
    """
    null = find_csv_null(columns)
    yield ",".join(_csv_cell(neutralise(column.name)) for column in columns) + "\n"
    for row in rows:
        cells = zip(columns, row, strict=True)
        yield ",".join(_csv_value(*cell, null) for cell in cells) + "\n"


def find_csv_null(columns: Sequence[ResultColumn]) -> str:
    """Find what stands for null: many readers skip a line that is empty.

    So a line of one cell has `""` where numbers stand, which are never empty texts, and
    else `NULL`; a text that says so is in quotation marks.
    """
    if len(columns) > 1:
        return ""
    return '""' if columns[0].is_number else _CSV_NULL


def _csv_value(column: ResultColumn, value: str | None, null: str) -> str:
    if value is None:
        return null
    text = value if column.is_number else neutralise(value)
    return f'"{text}"' if text == null else _csv_cell(text)


def _csv_cell(text: str) -> str:
    if text and not any(mark in text for mark in '",\r\n'):
        return text
    return '"' + text.replace('"', '""') + '"'


def write_json(columns: Sequence[ResultColumn], rows: Iterable[Row]) -> Iterator[str]:
    """Yield a JSON list of objects; most values are JSON text already."""
    names = [json.dumps(column.name, ensure_ascii=False) for column in columns]
    start = "["
    for row in rows:
        values = map(_json_value, columns, row)
        pairs = ",".join(f"{n}:{value}" for n, value in zip(names, values, strict=True))
        yield f"{start}{{{pairs}}}"
        start = ",\n"
    yield "]\n" if start != "[" else "[]\n"


def _json_value(column: ResultColumn, value: str | None) -> str | None:
    return json.dumps(value, ensure_ascii=False) if column.is_bare else value


COLUMNAR: Final = frozenset({"parquet", "arrow"})
"""Outputs that are no text."""

WRITERS: Final[dict[str, Writer]] = {
    "table": write_table,
    "csv": write_csv,
    "json": write_json,
}
