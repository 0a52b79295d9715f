"""The lines of a ledger under its heading, and their cells by heading."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from etl.workbooks.files.sheets import ROW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from etl.workbooks.cells.number_forms import NumberForm
    from etl.workbooks.files.sheets import NumberCells, Sheet
    from etl.workbooks.mappings.recognise import Fit


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells of one column of ours.

    Attributes:
        texts: Their texts; null where empty.
        rules: The rule a cell breaks in the mapping; `None` where none can.
        place: Column of the sheet they were taken from as they are; `None`: made.
    """

    texts: pl.Series
    rules: pl.Series | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class MappedLines:
    """Lines under the heading that a mapping fits.

    Attributes:
        sheet: The sheet.
        fit: The mapping and where its headings are.
        rows: The lines, as the sheet has them.
        units: How many euro one stands for, by heading.
        said: Headings whose unit is said, by the sheet or by the mapping.
    """

    sheet: Sheet
    fit: Fit
    rows: pl.DataFrame
    units: Mapping[str, int] = field(default_factory=dict)
    said: frozenset[str] = frozenset()

    @property
    def numbers(self) -> pl.Series:
        """Return the numbers of the lines."""
        return self.rows[ROW]

    def cells(self, heading: str) -> pl.Series:
        """Return the texts under a heading; all null where the sheet has no cell."""
        name = str(self.fit.places[heading])
        if name in self.rows.columns:
            return self.rows[name]
        return pl.Series([None], dtype=pl.String).new_from_index(0, self.rows.height)

    def number_cells(self, heading: str) -> Mapping[int, NumberForm]:
        """Return the lines whose cell is a number, and how it is shown."""
        if not self.sheet.is_typed:
            return {}
        place = self.fit.places[heading]
        return self.sheet.number_cells([place]).get(place, {})

    def is_text(self, heading: str) -> pl.Series:
        """Find the lines whose cell is no number."""
        numbers = pl.Series(list(self.number_cells(heading)), dtype=pl.Int64)
        return ~self.numbers.is_in(numbers.implode())


def read_distinct(
    texts: pl.Series, read: Callable[[str], tuple[str | None, str]]
) -> tuple[pl.Series, pl.Series]:
    """Read each distinct text once; null stays null.

    Args:
        texts: Texts of a column.
        read: Gives what the text becomes, and the rule it breaks or an empty text.

    Returns:
        What they become, and the rules; null where none is broken.
    """
    distinct = texts.drop_nulls().unique().to_list()
    found = [read(text) for text in distinct]
    known = pl.Series(distinct, dtype=pl.String)

    def look_up(values: list[str | None]) -> pl.Series:
        table = pl.Series(values, dtype=pl.String)
        return texts.replace_strict(known, table, default=None, return_dtype=pl.String)

    return look_up([new for new, _ in found]), look_up(
        [rule or None for _, rule in found]
    )


def first_of(*rules: pl.Series | None) -> pl.Series | None:
    """Return the first rule each line breaks."""
    given = [series for series in rules if series is not None]
    return pl.select(pl.coalesce(given)).to_series() if given else None


def find_number_cells(
    sheet: Sheet, first: int, copies: Mapping[int, int]
) -> Callable[[Iterable[int]], NumberCells]:
    """Make the finder of number cells of a sheet with columns of ours beside its own.

    Args:
        sheet: The sheet as it was.
        first: Place of our first column.
        copies: Place of a column that one of ours copies; others hold no number cells.
    """

    def find(columns: Iterable[int]) -> NumberCells:
        own = {p: p if p < first else copies.get(p, -1) for p in columns}
        known = {place for place in own.values() if place >= 0}
        found = sheet.number_cells(known) if known else {}
        return {place: found.get(before, {}) for place, before in own.items()}

    return find
