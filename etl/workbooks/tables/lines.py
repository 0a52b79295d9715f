"""Rows of a sheet that may be a heading, told from the data of the table above them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import dataframely as dy
import polars as pl

from etl.workbooks.contract.contract import SCHEMAS
from etl.workbooks.files.sheets import ROW
from etl.workbooks.headings.headings import Heading, NearMiss, columns_of
from etl.workbooks.tables.said_above import speaks_of_table
from etl.workbooks.tables.thresholds import TABLES
from etl.workbooks.tables.total_rows import is_total_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Row

_LETTERS: Final = r"\p{L}{2}"
_FIGURE: Final = r"^[\s\d.,:/-]*\d[\s\d.,:/-]*$"
_DIGIT: Final = re.compile(r"\d")
_CODES_WITH_DIGITS: Final = frozenset({"school_year", "period"})


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
