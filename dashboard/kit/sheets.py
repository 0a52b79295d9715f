"""Sheets to take away: exactly the rows on screen, as CSV, XLSX or Parquet.

Text that a spreadsheet would run as a formula is neutralised: in CSV by an apostrophe
in front, in XLSX because every text is written as text. Parquet, which no spreadsheet
opens as it is, keeps each text as it stands.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from pazanga.files.spreadsheets import has_serial, is_exact, neutralise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pazanga.texts import Language

DIALECTS: Final[dict[Language, tuple[str, str]]] = {"lt": (";", ","), "en": (",", ".")}
"""Field separator and decimal mark, as Excel of that language expects them."""

_NAME: Final = 31
"""Characters of a sheet's name that Excel takes; the end of a name says the most."""

_CELL: Final = 32_767
"""Characters a cell holds."""

_FORMATS: Final = {
    "text": {"text_wrap": True, "valign": "top"},
    "money": {"num_format": "#,##0.00", "valign": "top"},
    "share": {"num_format": "0.0%", "valign": "top"},
    "number": {"num_format": "General", "valign": "top"},
    "integer": {"num_format": "0", "valign": "top"},
    "date": {"num_format": "yyyy-mm-dd", "valign": "top"},
}


@dataclass(frozen=True)
class SheetColumn:
    """A column of a sheet.

    Attributes:
        name: Column of the frame.
        label: Heading, with the unit.
        kind: How it is written.
        width: Width in characters, in XLSX.
    """

    name: str
    label: str
    kind: Literal["text", "money", "share", "number", "integer", "date"] = "text"
    width: int = 16


class SheetRows(Protocol):
    """Rows of a sheet: a frame, or what is read once it is taken away."""

    @property
    def height(self) -> int:
        """Return how many there are."""

    def select(self, names: list[str], /) -> pl.DataFrame:
        """Return some columns of all rows."""


@dataclass(frozen=True)
class LateRows:
    """Rows that are read once somebody takes them away.

    Attributes:
        height: How many there are.
        is_made_up: Whether any of them is made up.
        read: Reads them.
    """

    height: int
    is_made_up: bool
    read: Callable[[], pl.DataFrame]

    def select(self, names: list[str], /) -> pl.DataFrame:
        """Read some columns of all rows."""
        return self.read().select(names)


@dataclass(frozen=True)
class Download:
    """Rows to take away, and what a reader must know about them.

    Attributes:
        name: Name of the file, without ending, and of the sheet.
        frame: The rows.
        columns: The columns, in order.
        about: Lines for the second sheet: plan, filter, source, snapshot.
        about_name: Name of the second sheet.
    """

    name: str
    frame: SheetRows
    columns: Sequence[SheetColumn]
    about: Sequence[str]
    about_name: str


def write_csv(sheet: Download, language: Language) -> bytes:
    """Write CSV with a byte order mark, so that Excel reads the letters right.

    Lithuanian sheets have semicolons and decimal commas, English ones commas and dots.
    Nothing stands for a missing value, `""` for an empty text.
    """
    separator, mark = DIALECTS[language]
    heads = [_quote(neutralise(column.label), separator) for column in sheet.columns]
    lines = [heads]
    lines += (
        [_write_csv_cell(value, separator, mark) for value in row]
        for row in _read_rows(sheet)
    )
    text = "".join(separator.join(line) + "\r\n" for line in lines)
    return text.encode("utf-8-sig")


def _write_csv_cell(value: Any, separator: str, mark: str) -> str:  # noqa: ANN401
    if value is None:
        return ""
    if isinstance(value, Decimal | float):
        return _quote(str(value).replace(".", mark), separator)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | date):
        return str(value)
    return _quote(neutralise(str(value)), separator)


def _quote(text: str, separator: str) -> str:
    """Wrap in quotation marks what would be split, or is empty but not missing."""
    if text and not any(mark in text for mark in (separator, '"', "\r", "\n")):
        return text
    return '"' + text.replace('"', '""') + '"'


def write_parquet(sheet: Download) -> bytes:
    """Write Parquet: columns by the names of the warehouse, amounts as decimals.

    The heading of a column is in its metadata (`label`), what a reader must know about
    the rows in that of the file (`about`, a line each).
    """
    columns = [column.name for column in sheet.columns]
    table = sheet.frame.select(columns).to_arrow(compat_level=pl.CompatLevel.oldest())
    fields = [
        table.schema.field(column.name).with_metadata({"label": column.label})
        for column in sheet.columns
    ]
    about = {"about": "\n".join(sheet.about)}
    out = io.BytesIO()
    pq.write_table(table.cast(pa.schema(fields, metadata=about)), out)
    return out.getvalue()


def write_xlsx(sheet: Download) -> bytes:
    """Write XLSX: numbers as numbers, a frozen heading, and a sheet about them."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as workbook:
        page = workbook.add_worksheet(sheet.name[-_NAME:].lstrip("-"))
        heading = workbook.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        formats = {kind: workbook.add_format(given) for kind, given in _FORMATS.items()}
        for place, column in enumerate(sheet.columns):
            page.write_string(0, place, shorten_cell(column.label), heading)
            page.set_column(place, place, column.width)
        for line, row in enumerate(_read_rows(sheet), start=1):
            for place, (column, value) in enumerate(
                zip(sheet.columns, row, strict=True)
            ):
                _write_xlsx_cell(page, (line, place), value, formats[column.kind])
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, sheet.frame.height, len(sheet.columns) - 1)
        about = workbook.add_worksheet(sheet.about_name[:_NAME])
        about.set_column(0, 0, 100)
        for line, text in enumerate(sheet.about):
            about.write_string(line, 0, shorten_cell(text))
    return out.getvalue()


def _write_xlsx_cell(
    page: Any,  # noqa: ANN401 - the library has no types
    place: tuple[int, int],
    value: Any,  # noqa: ANN401
    cell_format: Any,  # noqa: ANN401
) -> None:
    if value is None:
        page.write_blank(*place, None, cell_format)
    elif isinstance(value, bool):
        page.write_boolean(*place, value, cell_format)
    elif isinstance(value, Decimal | float | int) and is_exact(value):
        page.write_number(*place, value, cell_format)
    elif isinstance(value, date) and has_serial(value):
        page.write_datetime(*place, value, cell_format)
    else:
        page.write_string(*place, shorten_cell(str(value)), cell_format)


def shorten_cell(text: str) -> str:
    """Shorten a text that no cell holds, visibly: the writer would leave it out."""
    if len(text) <= _CELL:
        return text
    end = f" […] {len(text)}"
    return text[: _CELL - len(end)] + end


def _read_rows(sheet: Download) -> Iterator[tuple[Any, ...]]:
    return sheet.frame.select([column.name for column in sheet.columns]).iter_rows()
