"""Rows below a table that look like a heading, though they name no column we know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import dataframely as dy
import polars as pl

from etl.workbooks.cells.dates import EPOCH_1900
from etl.workbooks.contract.contract import SCHEMAS
from etl.workbooks.files.sheets import ROW
from etl.workbooks.headings.headings import NearMiss
from etl.workbooks.headings.naming import MONEY, helper_of, name_heading
from etl.workbooks.tables.columns import read_column
from etl.workbooks.tables.lines import anchors_of
from etl.workbooks.tables.thresholds import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading, Row

_DIGITS: Final = re.compile(r"\d+(?:[.,]\d+)?\s*%?")
_LETTER: Final = re.compile(r"[^\W\d_]")
_FIGURE: Final = re.compile(r"\W*\d[\d\s.,:/-]*\W*")
_ORDINAL: Final = re.compile(r"\W*(?:\d{1,2}|20\d\d)\W*")
_LISTED: Final = ("plan_code", "school_code", "funding_source")
"""Columns in which rows of data say again what others say."""

_STRICT: Final = frozenset({"activity_number", "indicator_number"})
_FEWEST_STRICT: Final = 3
"""Cells that cannot be read: days and amounts, and one more."""

_FEWEST_AMOUNTS: Final = 2


def unknown_heading(
    row: Row, table: Heading, sheet: Sheet, *, is_near: bool
) -> NearMiss | None:
    """Return a row that looks like a heading, though it names few columns we know.

    It has words where the table above it has its amounts and days. Where it has
    figures, too, or the name of a column, nothing in it may be what a row of data says.

    Args:
        row: The row.
        table: The table above it.
        sheet: The sheet.
        is_near: Whether it names a column.
    """
    number, cells = row
    filled = [cell for cell in cells if cell and cell.strip()]
    said = {name: (cells[p] or "").strip() for name, p in table.places.items()}
    if len(filled) < TABLES.fewest_names:
        is_heading = _names_amounts(said, filled, table)
        is_heading = is_heading and _has_rows_below(number, table, sheet)
    else:
        has_digits = any(map(_DIGITS.search, filled))
        is_heading = all(_LETTER.search(said[name]) for name in anchors_of(table))
        if is_heading and (has_digits or is_near):
            is_heading = not _says_data(said, filled, table, sheet)
            is_heading = is_heading and _has_rows_below(number, table, sheet)
    if not is_heading:
        return None
    return NearMiss(
        kind=table.kind,
        row=number,
        found=0,
        missing=(),
        twice=(),
        why="heading_unknown",
        first=number,
        texts=tuple(cell or "" for cell in cells),
    )


def _names_amounts(
    said: Mapping[str, str], filled: Sequence[str], table: Heading
) -> bool:
    """Whether only amounts are named anew, as in `PVM 21 %` over what was the net."""
    amounts = [said[name] for name in MONEY if said.get(name)]
    if len(amounts) != len(filled) or len(amounts) < _FEWEST_AMOUNTS:
        return False
    names = [_DIGITS.sub("", text).strip() for text in amounts]
    return all(
        name and (name_heading(table.kind, name) or helper_of(name)) for name in names
    )


def _says_data(
    said: Mapping[str, str], filled: Sequence[str], table: Heading, sheet: Sheet
) -> bool:
    """Whether a row says anything that only rows of data say."""
    if any(_FIGURE.fullmatch(c) and not _ORDINAL.fullmatch(c) for c in filled):
        return True
    strict = [name for name in table.places if _is_strict(table, name) and said[name]]
    if len(strict) < _FEWEST_STRICT or any(_reads(table, n, said[n]) for n in strict):
        return True
    return any(
        (sheet.rows[str(table.places[name])].str.strip_chars() == said[name]).sum() > 1
        for name in _LISTED
        if name in table.places and said[name]
    )


def _has_rows_below(number: int, table: Heading, sheet: Sheet) -> bool:
    """Whether rows below would be read by the places of the table above."""
    figures = pl.all_horizontal(
        pl.col(str(table.places[name])).str.contains(r"\d").fill_null(value=False)
        for name in anchors_of(table)
    )
    return bool(sheet.rows.filter(pl.col(ROW) > number).select(figures.any()).item())


def _is_strict(table: Heading, name: str) -> bool:
    """Whether few texts can stand in a column."""
    column = SCHEMAS[table.kind].columns()[name]
    kinds = (dy.Decimal, dy.Int64, dy.Date, dy.Enum)
    return name in _STRICT or isinstance(column, kinds)


def _reads(table: Heading, name: str, text: str) -> bool:
    cell = pl.Series(name, [text], dtype=pl.String)
    column = SCHEMAS[table.kind].columns()[name]
    read = read_column(name, column, cell, epoch=EPOCH_1900)
    return read.values[0] is not None
