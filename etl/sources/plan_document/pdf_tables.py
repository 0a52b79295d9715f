"""Ruled tables over several pages: parts put together, headings once, rows made whole.

A page cuts a table between two rows or inside one. A row goes on where the page was
full, the cells are the same, and the first of them is empty or does not begin a row as
the other rows of the table do.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from etl.sources.plan_document.content import Table, TableCell
from etl.sources.plan_document.pdf_joints import Habits, join_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.sources.plan_document.pdf_page import RuledCell, RuledTable
    from etl.sources.plan_document.pdf_text import PrintedLine

_SAME: Final = 3.0
_UNFILLED_LINES: Final = 5
_MOST: Final = 0.8
_NUMBERED = re.compile(
    r"\d{1,3}(?:\.\s?\d{1,2}){0,3}\s?\.?(?=\s*$|\s*[„“\"(]?[^\W\d_])"
)


@dataclass(slots=True)
class OpenCell:
    """A cell that may go on: its print so far, over pages."""

    left: float
    right: float
    lines: list[PrintedLine]
    page: int

    @property
    def text(self) -> str:
        """Its lines, for a look at what it holds."""
        return " ".join(line.text for line in self.lines)


OpenRow = list[OpenCell]


@dataclass(slots=True)
class OpenTable:
    """A table that may go on.

    Attributes:
        left: Left edge.
        right: Right edge.
        bottom: Where it ends on its last page.
        rows: Its rows so far.
        at_edges: Rows that a page ended after or began with: they may be halves.
    """

    left: float
    right: float
    bottom: float
    rows: list[OpenRow] = field(default_factory=list)
    at_edges: set[int] = field(default_factory=set)

    def takes(self, part: RuledTable) -> bool:
        """Tell whether the part that begins the next page stands on the same edges."""
        return (
            abs(self.left - part.box[0]) < _SAME
            and abs(self.right - part.box[2]) < _SAME
        )


def begin_table(part: RuledTable, page: int) -> OpenTable:
    """Begin a table with its first part."""
    table = OpenTable(part.box[0], part.box[2], part.box[3])
    table.rows.extend(_open_row(row, page) for row in part.rows)
    return table


def continue_table(
    table: OpenTable, part: RuledTable, page: int, page_bottom: float
) -> None:
    """Add the part on the next page.

    Args:
        table: The table so far.
        part: Its part on the next page.
        page: Number of that page.
        page_bottom: How far down the print of full pages reaches.
    """
    rows = [_open_row(row, page) for row in part.rows]
    rows = rows[_count_repeated(table.rows, rows) :]
    was_full = page_bottom - table.bottom < _UNFILLED_LINES * _line_height(table)
    table.at_edges.add(len(table.rows) - 1)
    if rows and was_full and _goes_on(table, rows[0]):
        _append_row(table.rows, rows[0])
        rows = rows[1:]
    elif rows:
        table.at_edges.add(len(table.rows))
    table.rows.extend(rows)
    table.bottom = part.box[3]


def close_table(table: OpenTable, habits: Habits) -> Table:
    """Join the lines of every cell."""
    padding = _measure_padding(table)
    return Table(
        tuple(
            tuple(
                TableCell(
                    cell.left,
                    cell.right,
                    join_lines(cell.lines, _right_end(cell, padding), habits),
                    cell.page,
                )
                for cell in row
            )
            for row in table.rows
        )
    )


def _open_row(row: Sequence[RuledCell], page: int) -> OpenRow:
    return [OpenCell(cell.left, cell.right, list(cell.lines), page) for cell in row]


def _count_repeated(rows: Sequence[OpenRow], part: Sequence[OpenRow]) -> int:
    """Count the rows at the head of a page that repeat the table's own heading."""
    count = 0
    for own, other in zip(rows, part, strict=False):
        if [cell.text for cell in own] != [cell.text for cell in other]:
            break
        count += any(cell.lines for cell in own)
    return count


def _line_height(table: OpenTable) -> float:
    sizes = [
        line.size for row in table.rows[-1:] for cell in row for line in cell.lines
    ]
    return 1.3 * max(sizes, default=10.0)


def _goes_on(table: OpenTable, row: OpenRow) -> bool:
    """Tell whether the first row of a page is the rest of the row before it."""
    before = table.rows[-1]
    if not all(_begun_above(table.rows, cell) for cell in row):
        return False
    first = row[0].text
    if len(row) == 1 or not first or first[0].islower():
        return not first or first[0].islower()
    usual = _usual_columns(table, before)
    filled = _filled(row)
    shape = _numbered_shape(table)
    if _NUMBERED.match(first):
        # A list of works in a cell has numbers as well.
        return shape == len(row) and len(usual & filled) * 2 < len(usual)
    return shape == len(row) or not usual <= filled


def _begun_above(rows: Sequence[OpenRow], cell: OpenCell) -> OpenCell | None:
    """Find the cell that goes on in one below it: in the last row, or merged above."""
    for row in reversed(rows):
        for other in row:
            if other.right > cell.left + _SAME and other.left < cell.right - _SAME:
                apart = abs(other.left - cell.left) + abs(other.right - cell.right)
                return other if apart < 2 * _SAME else None
    return None


def _filled(row: OpenRow) -> frozenset[int]:
    """Give which of a row's cells hold something, counted from the left."""
    return frozenset(index for index, cell in enumerate(row) if cell.lines)


def _usual_columns(table: OpenTable, before: OpenRow) -> frozenset[int]:
    """Cells that hold something in nearly every whole row of this shape."""
    whole = [
        _filled(row)
        for index, row in enumerate(table.rows)
        if index not in table.at_edges and len(row) == len(before)
    ][1:]
    if not whole:
        return _filled(before)
    return frozenset(
        column
        for column in range(len(before))
        if sum(column in row for row in whole) >= _MOST * len(whole)
    )


def _numbered_shape(table: OpenTable) -> int:
    """Give how many cells rows have that begin with a number; 0 without such rows."""
    shapes = Counter(
        len(row) for row in table.rows if len(row) > 1 and _NUMBERED.match(row[0].text)
    )
    unnumbered = Counter(
        len(row)
        for row in table.rows[1:]
        if row[0].lines and not _NUMBERED.match(row[0].text)
    )
    shape, count = max(shapes.items(), key=lambda item: item[1], default=(0, 0))
    return shape if count > unnumbered[shape] else 0


def _append_row(rows: Sequence[OpenRow], rest: OpenRow) -> None:
    """Add the rest of a row to its cells."""
    for cell in rest:
        begun = _begun_above(rows, cell)
        if begun is not None:
            begun.lines.extend(cell.lines)


def _measure_padding(table: OpenTable) -> float:
    """Give the room that cells leave at their sides, as wide on the right as here."""
    offsets = (
        line.x0 - cell.left for row in table.rows for cell in row for line in cell.lines
    )
    return max(min(offsets, default=0.0), 0.0)


def _right_end(cell: OpenCell, padding: float) -> float:
    """Give where the lines of a cell may end at most."""
    return cell.right - padding


def all_cells(table: OpenTable) -> Iterator[Sequence[PrintedLine]]:
    """Give the lines of every cell, to learn from."""
    for row in table.rows:
        for cell in row:
            yield cell.lines
