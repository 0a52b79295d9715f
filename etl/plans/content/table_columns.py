"""Columns of a printed table, named by its headings, in whatever order they stand.

A heading may go over several rows, be merged over columns or rows, turned, or repeated
below. A column is named by its lowest heading, or else by what stands above it as well.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from etl.plans.content.table_layout import are_column_numbers
from etl.plans.content.thresholds import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.plans.content.document import GridCell

GridRow = tuple["GridCell", ...]

MONEY_COLUMNS: Final = ("net", "vat")
_NUMBER = re.compile(r"\d{1,3}(?:\.\s?\d{1,2}){0,3}\s?\.?")
WRAPPED: Final = re.compile(r"(?<=[a-ząčęėįšųūž])-\s+(?=[a-ząčęėįšųūž])")
"""A hyphen with which a narrow heading breaks a word."""

_ONLY_UNIT = re.compile(r"[\s(,.)]*(?:tūkst|mln|šimt)?[\s.]*(?:eur|€)?\w{0,3}[\s(,.)]*")


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column: its name, where it stands, and all that is printed above it."""

    name: str
    left: float
    right: float
    heading: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The named columns of a table.

    Attributes:
        columns: From left to right; a column without a known heading has no name.
        rows: How many rows the headings take.
        above: Text over the whole width above the headings.
    """

    columns: tuple[FormColumn, ...]
    rows: int
    above: str

    def names(self) -> list[str]:
        """Return the names of all columns that have one."""
        return [column.name for column in self.columns if column.name]

    def headings(self, name: str) -> str:
        """Return what is printed above the columns of a name."""
        return " ".join(one.heading for one in self.columns if one.name == name)

    def heading_over(self, cell: GridCell) -> str:
        """Return what is printed above a cell, over all columns it stands in."""
        return " ".join(
            column.heading
            for column in self.columns
            if _overlap(cell, column) > TABLES.covered * (column.right - column.left)
        )

    def spans(self, cell: GridCell) -> bool:
        """Whether a cell stands in all columns."""
        return _is_whole(cell, self.columns[0].left, self.columns[-1].right)

    def covered(self, cell: GridCell) -> list[str]:
        """Return the names of the columns that a cell stands in."""
        shares = [(_overlap(cell, column), column) for column in self.columns]
        own = [
            column.name
            for share, column in shares
            if share > TABLES.covered * (column.right - column.left)
        ]
        if own:
            return own
        share, nearest = max(shares, key=lambda pair: pair[0])
        return (
            [nearest.name] if share > TABLES.covered * (cell.right - cell.left) else []
        )

    def by_name(
        self, row: GridRow, first: Sequence[str] = MONEY_COLUMNS
    ) -> dict[str, GridCell]:
        """Return the cells of a row by the names of their columns.

        Two cells under one heading are one with all their paragraphs, if both of them
        print figures: `1120139` and `15` are no amount without each other.

        Args:
            row: The row.
            first: Names that own a cell which stands in other columns as well.
        """
        cells: dict[str, GridCell] = {}
        for cell in row:
            names = [name for name in self.covered(cell) if name]
            own = [name for name in names if name in first] or names
            for name in own[:1]:
                known = cells.setdefault(name, cell)
                are_figures = _has_figures(known) and _has_figures(cell)
                if known is not cell and name in MONEY_COLUMNS and are_figures:
                    cells[name] = replace(known, texts=(*known.texts, *cell.texts))
        return cells


def find_columns(
    rows: Sequence[GridRow], table: str, wanted: set[str]
) -> Columns | None:
    """Find the name of each column of a table by the rows at its head.

    Args:
        rows: Rows from the first heading on.
        table: Whose headings they may be: a table of `table_headings.toml`.
        wanted: Names without which it is no such table.
    """
    for count in range(1, min(len(rows), TABLES.heading_rows) + 1):
        if _is_data(rows[count - 1]):
            return None
        found = name_columns(rows[:count], table)
        if wanted <= set(found.names()):
            whole = name_columns(rows[: _heading_rows(rows, count, table)], table)
            return whole if wanted <= set(whole.names()) else found
    return None


def name_columns(rows: Sequence[GridRow], table: str) -> Columns:
    """Return the columns of a table by the rows of its headings."""
    cells = [(depth, cell) for depth, row in enumerate(rows) for cell in row]
    left = min((cell.left for _, cell in cells), default=0.0)
    right = max((cell.right for _, cell in cells), default=0.0)
    whole = [cell for _, cell in cells if _is_whole(cell, left, right)]
    stacks = [
        (start, end, _stack(cells, (start + end) / 2, whole))
        for start, end in _intervals([cell for _, cell in cells])
    ]
    columns = [
        FormColumn(_name_stack(stack, table), start, end, " ".join(stack))
        for start, end, stack in stacks
        if stack
    ]
    return Columns(tuple(columns), len(rows), " ".join(cell.text for cell in whole))


def is_heading_row(row: GridRow, table: str, wanted: set[str]) -> bool:
    """Whether a row below the head of a table is another heading."""
    names = {name_of(cell.text, table) for cell in row} - {""}
    return len(names) > len(wanted) and wanted <= names and not _is_data(row)


def name_of(heading: str, table: str) -> str:
    """Return the name of a column by a heading; empty where it is not known."""
    plain = WRAPPED.sub("", heading.casefold())
    patterns = table_headings()[table].items()
    return next((name for name, words in patterns if re.search(words, plain)), "")


def is_continued(columns: Columns, row: GridRow) -> bool:
    """Whether a row is as wide as columns named in a table before it, edge by edge."""
    left, right = columns.columns[0].left, columns.columns[-1].right
    edges = {edge for one in columns.columns for edge in (one.left, one.right)}
    sides = [side for cell in row for side in (cell.left, cell.right)]
    near = TABLES.near * (right - left)
    return (
        abs(min(sides, default=right) - left) < near
        and abs(max(sides, default=left) - right) < near
        and all(min(abs(edge - side) for edge in edges) < near for side in sides)
    )


@cache
def table_headings() -> dict[str, Any]:
    """Return what the columns of the form's tables are headed with."""
    source = Path(__file__).with_name("table_headings.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _heading_rows(rows: Sequence[GridRow], count: int, table: str) -> int:
    """Count the heading rows, with merged headings and rows of units below."""
    for index in range(count):
        merged = max((cell.rows for cell in rows[index]), default=1)
        count = max(count, min(index + merged, len(rows)))
    while count < len(rows) and _goes_on(rows[count], table):
        count += 1
    return count


def _goes_on(row: GridRow, table: str) -> bool:
    texts = [cell.text for cell in row if cell.text]
    if not texts or _is_data(row) or len(row) == 1:
        return False
    return all(
        name_of(text, table) or _ONLY_UNIT.fullmatch(text.casefold()) for text in texts
    )


def _is_data(row: GridRow) -> bool:
    texts = [cell.text for cell in row]
    if are_column_numbers(texts):
        return True
    first = next(iter(texts), "")
    return len(texts) > 1 and _NUMBER.fullmatch(first) is not None


def _has_figures(cell: GridCell) -> bool:
    return any(map(str.isdigit, cell.text))


def _is_whole(cell: GridCell, left: float, right: float) -> bool:
    return cell.right - cell.left > TABLES.whole * (right - left)


def _intervals(cells: Sequence[GridCell]) -> Iterator[tuple[float, float]]:
    """Yield the columns of the finest heading row, edge by edge."""
    edges = sorted({edge for cell in cells for edge in (cell.left, cell.right)})
    width = (edges[-1] - edges[0]) if edges else 0
    kept = edges[:1]
    for edge in edges[1:]:
        if edge - kept[-1] > TABLES.joined * width:
            kept.append(edge)
    yield from pairwise(kept)


def _stack(
    cells: Sequence[tuple[int, GridCell]], middle: float, whole: Sequence[GridCell]
) -> list[str]:
    return [
        cell.text
        for _, cell in cells
        if cell.left < middle < cell.right and cell.text and cell not in whole
    ]


def _name_stack(stack: Sequence[str], table: str) -> str:
    lowest = name_of(stack[-1], table)
    joined = name_of(" ".join(stack), table)
    # "PVM" under "Išlaidos be PVM" is not sure to be either.
    return lowest or joined


def _overlap(cell: GridCell, column: FormColumn) -> float:
    return min(cell.right, column.right) - max(cell.left, column.left)
