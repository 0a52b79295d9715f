"""Rows of a sheet that may be a heading, told from the data of the table above them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import dataframely as dy
import polars as pl

from etl.workbooks.cells.dates import EPOCH_1900
from etl.workbooks.cells.remarks import are_remarks
from etl.workbooks.cells.units import units_in
from etl.workbooks.contract.contract import SCHEMAS
from etl.workbooks.files.sheets import ROW
from etl.workbooks.headings.headings import Heading, NearMiss, columns_of
from etl.workbooks.headings.naming import MONEY, helper_of, name_heading
from etl.workbooks.tables.columns import read_column
from etl.workbooks.tables.said_above import speaks_of_table
from etl.workbooks.tables.thresholds import TABLES
from etl.workbooks.tables.total_rows import is_total_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Row

_LETTERS: Final = r"\p{L}{2}"
_FIGURE: Final = r"^[\s\d.,:/-]*\d[\s\d.,:/-]*$"
_DIGIT: Final = re.compile(r"\d")
_CODES_WITH_DIGITS: Final = frozenset({"school_year", "period"})

_NUMBERS: Final = re.compile(r"\d+(?:[.,]\d+)?\s*%?")
_ANY_LETTER: Final = re.compile(r"[^\W\d_]")
_WRITTEN_FIGURE: Final = re.compile(r"\W*\d[\d\s.,:/-]*\W*")
_ORDINAL: Final = re.compile(r"\W*(?:\d{1,2}|20\d\d)\W*")
_LISTED: Final = ("plan_code", "school_code", "funding_source")
"""Columns in which rows of data say again what others say."""

_STRICT: Final = frozenset({"activity_number", "indicator_number"})
_FEWEST_STRICT: Final = 3
"""Cells that cannot be read: days and amounts, and one more."""

_FEWEST_AMOUNTS: Final = 2


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows of a sheet among which a heading is looked for.

    Attributes:
        rows: Those that may be headings, titles or units.
        data: Numbers of the other rows, which are data of the table above.
    """

    rows: Sequence[Row]
    data: pl.Series

    def above(self, index: int) -> Sequence[Row]:
        """Return the rows above a row that do not belong to the table before it.

        Rows directly below the data of that table, with a blank row behind them, are
        its own notes.
        """
        first = self.rows[index][0]
        before = self.data.filter(self.data < first)
        own = before[-1] + 1 if len(before) else 0
        between = [row for row in self.rows[:index] if row[0] >= own]
        is_below = bool(len(before))  # at the top of a sheet nothing is added up yet
        totals = [row[0] for row in between if is_below and _is_total(row[1])]
        own = max([own, *(number + 1 for number in totals)])
        between = [row for row in between if row[0] >= own]
        for number, cells in between:
            own += bool(own) and number == own and not speaks_of_table(cells)
        return [row for row in between if row[0] >= own] if own < first else between


def _is_total(cells: Sequence[str | None]) -> bool:
    return any(is_total_label(cell) for cell in cells if cell) and any(
        _DIGIT.search(cell) for cell in cells if cell
    )


def anchors_of(table: Heading) -> list[str]:
    """Return the columns whose cells always hold numbers in a row of data."""
    schema = SCHEMAS[table.kind].columns()
    required = {c.name for c in columns_of(table.kind) if not c.may_be_empty}
    return [
        name
        for name in table.places
        if name in _CODES_WITH_DIGITS
        or (isinstance(schema[name], (dy.Decimal, dy.Date)) and name in required)
        or name == "gross_eur"
    ]


def _is_data(table: Heading, names: list[str]) -> pl.Expr:
    """Whether rows are data: figures where the table has its amounts and days.

    A row in which one of them lacks is data too, if it is filled as rows of data are.
    """
    figures = [
        pl.col(place).str.contains(r"\d") & ~pl.col(place).str.contains(_LETTERS)
        for place in (str(table.places[name]) for name in anchors_of(table))
    ]
    filled = pl.sum_horizontal(pl.col(names).is_not_null())
    is_usual = filled >= max(TABLES.fewest_names, len(table.places) // 2)
    found = [figure.fill_null(value=False) for figure in figures]
    return pl.all_horizontal(found) | (pl.any_horizontal(found) & is_usual)


def lines_below(sheet: Sheet, table: Heading | NearMiss) -> Lines:
    """Split the rows below a heading into data, and what may be another heading."""
    rows = sheet.rows.filter(pl.col(ROW) > table.row)
    names = [name for name in rows.columns if name != ROW]
    if not names:
        return Lines([], rows[ROW])
    is_filled = pl.any_horizontal(pl.col(names).is_not_null())
    if isinstance(table, Heading):
        wordy = ~_is_data(table, names)
    else:
        wordy = ~pl.any_horizontal(
            pl.col(names).str.contains(_FIGURE).fill_null(value=False)
        )
    parted = rows.with_columns(wordy.alias("_wordy")).filter(is_filled)
    wanted = parted.filter(pl.col("_wordy")).drop("_wordy")
    return Lines(sheet.spread(wanted), parted.filter(~pl.col("_wordy"))[ROW])


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
        has_digits = any(map(_NUMBERS.search, filled))
        over = {name: said[name] for name in anchors_of(table)}
        is_heading = all(map(_ANY_LETTER.search, over.values()))
        is_heading &= not are_remarks(over.values(), have_day="date" in over)
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
    amounts = {name: said[name] for name in MONEY if said.get(name)}
    if len(amounts) != len(filled) or len(amounts) < _FEWEST_AMOUNTS:
        return False
    if all(_says_again(table, name, text) for name, text in amounts.items()):
        return False
    names = [_NUMBERS.sub("", text).strip() for text in amounts.values()]
    return all(
        name and (name_heading(table.kind, name) or helper_of(name)) for name in names
    )


def _says_again(table: Heading, name: str, text: str) -> bool:
    """Whether a text names its column again, in no other unit, and of no phase."""
    found = name_heading(table.kind, _NUMBERS.sub("", text).strip())
    is_own = found is not None and found.name == name and not found.phase
    return is_own and units_in(text) <= {table.unit_of(name)}


def _says_data(
    said: Mapping[str, str], filled: Sequence[str], table: Heading, sheet: Sheet
) -> bool:
    """Whether a row says anything that only rows of data say."""
    if any(_WRITTEN_FIGURE.fullmatch(c) and not _ORDINAL.fullmatch(c) for c in filled):
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
