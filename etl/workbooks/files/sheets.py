"""A sheet as it lies in a file: every cell as text, nothing understood yet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from etl.workbooks.cells.dates import EPOCH_1900
from etl.workbooks.cells.number_forms import NumberForm
from etl.workbooks.files.sheet_xml import NOTHING_HIDDEN, Hidden

if TYPE_CHECKING:
    from datetime import date

    import polars as pl

ROW: Final = "_row"
"""Column of a sheet's frame with the number of its row, counted from 1."""

SOURCE_ROW: Final = "_source_row"
"""Column of the contract with the same number, in frames of rows that load."""

HEAD_ROWS: Final = 200
"""How far down a heading is looked for."""

NumberCells = Mapping[int, Mapping[int, NumberForm]]
"""Cells that hold numbers, not text: by column and row, how they are shown."""


def no_number_cells(_columns: Iterable[int]) -> NumberCells:
    """Return that every cell is text, as in CSV."""
    return {}


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row whose cells cannot be told apart.

    Attributes:
        row: Number of the row.
        rule: What is wrong with it.
        raw: Its text.
    """

    row: int
    rule: str
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of a workbook, or a whole CSV file.

    Attributes:
        name: Name of the sheet; empty for CSV.
        rows: `_row`, and the cells as text in columns named `0`, `1` … by their
            position in the sheet; null where a cell is empty.
        broken: Rows that are not in `rows`, because their cells run together.
        epoch: Day that the workbook counts its days from.
        forms: How numbers of the workbook may be shown, other than plainly.
        is_typed: Whether cells may hold numbers, and not only text.
        number_cells: Finds the cells of some columns that hold numbers.
        merges: Cells merged into one: first row and column, last row and column;
            rows counted from 1, columns from 0.
        hidden: Rows and columns that nobody sees.
        pale: Rows of cells written in the colour of their ground, by column.
        pictures: Cells that pictures lie on, as merges are said.
        beside: What is said of it outside its cells: in the name of the file, in
            print, in notes on cells.
    """

    name: str
    rows: pl.DataFrame
    broken: tuple[BrokenRow, ...] = ()
    epoch: date = EPOCH_1900
    forms: frozenset[NumberForm] = frozenset()
    is_typed: bool = False
    number_cells: Callable[[Iterable[int]], NumberCells] = field(
        default=no_number_cells
    )
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden: Hidden = NOTHING_HIDDEN
    pale: Mapping[int, Collection[int]] = field(default_factory=dict)
    pictures: tuple[tuple[int, int, int, int], ...] = ()
    beside: tuple[str, ...] = ()

    def head(self) -> list[tuple[int, list[str | None]]]:
        """Return the first rows with their numbers, each as wide as the sheet."""
        return self.spread(self.rows.head(HEAD_ROWS))

    def spread(self, frame: pl.DataFrame) -> list[tuple[int, list[str | None]]]:
        """Return rows of the sheet with their numbers, each as wide as the sheet."""
        rows = frame.rows()
        width = max((int(c) for c in self.rows.columns if c != ROW), default=-1) + 1
        places = [int(name) for name in self.rows.columns if name != ROW]
        return [(row[0], _spread(row[1:], places, width)) for row in rows]


def _spread(
    cells: tuple[str | None, ...], places: list[int], width: int
) -> list[str | None]:
    spread: list[str | None] = [None] * width
    for place, cell in zip(places, cells, strict=True):
        spread[place] = cell
    return spread
