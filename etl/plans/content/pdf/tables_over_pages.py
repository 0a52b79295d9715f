"""Ruled tables over several pages: parts put together, headings once, rows made whole.

A page cuts a table between two rows or inside one. A row goes on where the page was
full, the cells are the same, and the first of them is empty or does not begin a row as
the other rows of the table do.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from etl.plans.content.content import PICTURE, Table, TableCell
from etl.plans.content.pdf.joints import Habits, join_lines
from etl.plans.content.pdf.thresholds import PDF

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.plans.content.pdf.printed_page import RuledCell, RuledTable
    from etl.plans.content.pdf.text import PrintedLine

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
    rows: int = 1
    left_out: list[PrintedLine] = field(default_factory=list)
    has_picture: bool = False

    @property
    def text(self) -> str:
        """Return the lines as one text, for a look at what the table holds."""
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
        """Whether the first part of the next page stands on the same edges."""
        return (
            abs(self.left - part.box[0]) < PDF.same_edge
            and abs(self.right - part.box[2]) < PDF.same_edge
        )


def begin_table(part: RuledTable, page: int) -> OpenTable:
    """Start a table with its first part."""
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
    was_full = page_bottom - table.bottom < PDF.unfilled_lines * _line_height(table)
    table.at_edges.add(len(table.rows) - 1)
    if rows and was_full and _goes_on(table, rows[0]):
        _append_row(table.rows, rows[0])
        rows = rows[1:]
    elif rows:
        table.at_edges.add(len(table.rows))
        _merge_over_page(table.rows[-1], rows[0])
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
                    cell.rows,
                    join_lines(cell.left_out, _right_end(cell, padding), habits),
                    unread=(PICTURE,) * cell.has_picture,
                )
                for cell in row
            )
            for row in table.rows
        )
    )


def _open_row(row: Sequence[RuledCell], page: int) -> OpenRow:
    return [
        OpenCell(
            left=cell.left,
            right=cell.right,
            lines=list(cell.lines),
            page=page,
            rows=cell.rows,
            left_out=list(cell.left_out),
            has_picture=cell.has_picture,
        )
        for cell in row
    ]


def _count_repeated(rows: Sequence[OpenRow], part: Sequence[OpenRow]) -> int:
    """Count the rows at the head of a page that repeat the table's own heading."""
    count = 0
    for own, other in zip(rows, part, strict=False):
        if [cell.text for cell in own] != [cell.text for cell in other]:
            break
        count += any(cell.lines for cell in own)
    return count


def _merge_over_page(above: OpenRow, below: OpenRow) -> None:
    """Merge a cell above the end of a page with the row below that has none there.

    A cell merged over rows has no rule between them, and so no cell on the next page.
    """
    if len(below) == 1:
        return
    for cell in above:
        middle = (cell.left + cell.right) / 2
        if not any(other.left <= middle <= other.right for other in below):
            cell.rows += 1


def _line_height(table: OpenTable) -> float:
    sizes = [
        line.size for row in table.rows[-1:] for cell in row for line in cell.lines
    ]
    return 1.3 * max(sizes, default=10.0)


def _goes_on(table: OpenTable, row: OpenRow) -> bool:
    """Whether the first row of a page is the rest of the row before it."""
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
            if (
                other.right > cell.left + PDF.same_edge
                and other.left < cell.right - PDF.same_edge
            ):
                apart = abs(other.left - cell.left) + abs(other.right - cell.right)
                return other if apart < 2 * PDF.same_edge else None
    return None


def _filled(row: OpenRow) -> frozenset[int]:
    """Return which cells of a row hold something, counted from the left."""
    return frozenset(index for index, cell in enumerate(row) if cell.lines)


def _usual_columns(table: OpenTable, before: OpenRow) -> frozenset[int]:
    """Return the cells that hold something in nearly every whole row of this shape."""
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
        if sum(column in row for row in whole) >= PDF.usual_share * len(whole)
    )


def _numbered_shape(table: OpenTable) -> int:
    """Count the cells of rows that begin with a number; 0 without such rows."""
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
            begun.left_out.extend(cell.left_out)
            begun.has_picture |= cell.has_picture
            begun.rows += cell.rows - 1


def _measure_padding(table: OpenTable) -> float:
    """Measure the padding of cells on the left; the right is taken to be as wide."""
    offsets = (
        line.x0 - cell.left
        for row in table.rows
        for cell in row
        for line in cell.lines
        # Rotated text has the position of level text, which is elsewhere.
        if line.x0 >= cell.left
    )
    return max(min(offsets, default=0.0), 0.0)


def _right_end(cell: OpenCell, padding: float) -> float:
    """Return how far right the lines of a cell may reach."""
    return cell.right - padding


def all_cells(table: OpenTable) -> Iterator[Sequence[PrintedLine]]:
    """Yield the lines of every cell, to learn a document's habits from."""
    for row in table.rows:
        for cell in row:
            yield cell.lines
