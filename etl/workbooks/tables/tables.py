"""The table under a heading: its rows of data, and the rows that are something else.

Blank rows, repeated headings, rows that number the columns, rows of words and rows that
add up others are told apart here, so that none is taken for data and none is lost
unseen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.workbooks.files.sheets import ROW
from etl.workbooks.headings.headings import columns_of
from etl.workbooks.tables.codes_shown import show_codes
from etl.workbooks.tables.glued import find_glued
from etl.workbooks.tables.shown import show_numbers
from etl.workbooks.tables.skipped_rows import (
    blank,
    find_asides,
    find_repeated,
    find_words,
)
from etl.workbooks.tables.total_rows import (
    find_balances,
    find_labelled,
    find_likely,
    find_totals,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from etl.workbooks.files.sheets import Sheet
    from etl.workbooks.headings.headings import Heading

HELPER: Final = "@"
"""Stands before the name of a helping column in the frame of a table."""


_ALONE: Final = frozenset({"date", "value", "new_value", "candidates_count"})
"""Columns beside amounts whose cell must stand for itself."""


@dataclass(frozen=True, slots=True)
class SheetTable:
    """Rows under a heading, as text.

    Attributes:
        data: `_row` and the columns the heading names, one row per row of data.
        totals: The same, of the rows that add up others.
        helpers: `_row` and the helping columns, of the rows of data.
        repeated: How many rows repeat the heading or number the columns.
        words: Rows that hold words only.
        asides: Rows that hold words in columns that are not ours, and nothing else.
        shared: Rows of data whose figure is one for several rows, by merged cells, by
            column.
        doubtful: Rows of data with all their keys that may add up others, by the column
            whose cell says so.
        labelled: Rows of data with a label of a total in some cell.
        merged: Rows of data with an amount whose cell is merged with its neighbours, by
            column.
        glued: Rows of data whose cells run together in one, with the text of it.
    """

    data: pl.DataFrame
    totals: pl.DataFrame
    helpers: pl.DataFrame
    repeated: int
    words: tuple[int, ...] = ()
    asides: tuple[int, ...] = ()
    shared: Mapping[str, frozenset[int]] = field(default_factory=dict)
    doubtful: Mapping[str, frozenset[int]] = field(default_factory=dict)
    labelled: frozenset[int] = frozenset()
    merged: Mapping[str, frozenset[int]] = field(default_factory=dict)
    glued: Mapping[int, str] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[int, ...]:
        """Return the rows that hold words and no data, in order."""
        return tuple(sorted({*self.words, *self.asides}))


def rows_of(sheet: Sheet, heading: Heading) -> pl.DataFrame:
    """Return the rows that a heading rules, all columns of the sheet."""
    is_ruled = pl.col(ROW) > heading.row
    if heading.last is not None:
        is_ruled &= pl.col(ROW) <= heading.last
    rows = sheet.rows.filter(is_ruled)
    if heading.skipped:
        rows = rows.filter(~pl.col(ROW).is_in(sorted(heading.skipped)))
    return rows


def cut_table(sheet: Sheet, heading: Heading) -> SheetTable:
    """Split off the rows under a heading; numbers become as they are shown."""
    ruled, shared = fill_merged(rows_of(sheet, heading), sheet, heading)
    rows = ruled.select(
        ROW, **{name: str(place) for name, place in heading.places.items()}
    )
    rows = show_codes(show_numbers(rows, sheet, heading), sheet, heading)
    likely = find_likely(ruled)
    totals, doubtful = find_totals(ruled, heading, likely)
    repeated = find_repeated(rows, heading)
    is_blank = pl.all_horizontal(blank(name) for name in heading.places)
    blanks = rows.filter(is_blank)[ROW]
    words = find_words(rows, heading)
    totals = totals.filter(~totals.is_in(words.implode()))
    words = words.filter(~words.is_in([*repeated, *blanks]))
    skipped = {*blanks, *totals, *repeated, *words}
    passed = ruled.filter(pl.col(ROW).is_in([*blanks, *words]))
    glued = find_glued(passed, heading)
    skipped -= set(glued)
    words = words.filter(~words.is_in(list(glued)))
    data = rows.filter(~pl.col(ROW).is_in(sorted(skipped))) if skipped else rows
    helpers = ruled.select(
        ROW,
        **{f"{HELPER}{name}": str(place) for name, place in heading.helpers.items()},
    )
    return SheetTable(
        data=add_constants(data, heading),
        totals=add_constants(rows.filter(pl.col(ROW).is_in(totals.implode())), heading),
        helpers=helpers.filter(pl.col(ROW).is_in(data[ROW].implode())),
        repeated=len(repeated) + len(heading.skipped),
        words=tuple(words),
        asides=tuple(find_asides(passed, blanks, glued)),
        shared={n: frozenset(of) - skipped for n, of in shared.items()},
        doubtful=doubtful | find_balances(ruled, heading, likely),
        labelled=find_labelled(ruled, likely),
        merged=find_merged(sheet, heading),
        glued=glued,
    )


def add_constants(rows: pl.DataFrame, heading: Heading) -> pl.DataFrame:
    """Add the columns whose value the rows above the table say once for all."""
    names = [c.name for c in columns_of(heading.kind) if c.name in heading.constants]
    return rows.with_columns(
        pl.lit(heading.constants[name], pl.String).alias(name) for name in names
    )


def find_merged(sheet: Sheet, heading: Heading) -> dict[str, frozenset[int]]:
    """Find amounts and days whose cell is merged with cells beside it, by column.

    A merged cell shows one value for all of them; what the others hold nobody sees.
    """
    wanted = {
        heading.ledger_places.get(name, place): name
        for name, place in heading.places.items()
        if name.endswith("_eur") or name in _ALONE
    }
    found: dict[str, set[int]] = {}
    for top, first, bottom, last in sheet.merges:
        touched = [p for p in wanted if first <= p <= last] if last > first else []
        for place in touched if bottom > heading.row else ():
            found.setdefault(wanted[place], set()).update(range(top, bottom + 1))
    return {name: frozenset(rows) for name, rows in found.items()}


def fill_merged(
    rows: pl.DataFrame, sheet: Sheet, heading: Heading
) -> tuple[pl.DataFrame, dict[str, set[int]]]:
    """Fill cells merged downwards with what they show; figures are never filled.

    Returns:
        The rows, and the numbers of those that share one figure, by column.
    """
    places = {**heading.places, **heading.ledger_places}
    figures = {p: name for name, p in places.items() if _is_figure(name)}
    texts = set(places.values()) - figures.keys()
    listed = set(rows[ROW])
    shared: dict[str, set[int]] = {}
    shown: dict[int, dict[int, str | None]] = {}
    for top, first, bottom, last in sheet.merges:
        if bottom == top or first != last or top not in listed:
            continue
        inside = range(top, min(bottom, rows[ROW][-1]) + 1)
        if first in figures:
            shared.setdefault(figures[first], set()).update(listed.intersection(inside))
        elif first in texts and str(first) in rows.columns:
            value = rows.filter(pl.col(ROW) == top)[str(first)][0]
            shown.setdefault(first, {}).update(dict.fromkeys(inside, value))
    for place, values in shown.items():
        cells = zip(rows[ROW], rows[str(place)], strict=True)
        filled = [values.get(row) or text for row, text in cells]
        rows = rows.with_columns(pl.Series(str(place), filled, dtype=pl.String))
    return rows, shared


def _is_figure(name: str) -> bool:
    """Whether a column, or what a mapping takes one from, holds figures."""
    column = name.rpartition(".")[2]
    return column.endswith("_eur") or column in _ALONE - {"date"}
