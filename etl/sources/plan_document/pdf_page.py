"""One page of a PDF: its ruled tables with the print in their cells, and loose lines.

Only rules part a table into cells. A table without rules is not guessed at: its print
comes as loose lines, and whoever reads the document has to see to that.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from etl.sources.plan_document.pdf_text import (
    Char,
    PrintedLine,
    read_lines,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

# Rules of two tables of a page may nearly meet: they must not be taken for one.
_RULES: Final = {"snap_tolerance": 1.0}
_SLIVER: Final = 4.0
_SHORT_RULE: Final = 0.45
_PICTURE: Final = 0.5
_NOTE_SIZE: Final = 0.95


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell between rules, with its lines of print."""

    left: float
    right: float
    top: float
    bottom: float
    lines: tuple[PrintedLine, ...]


@dataclass(frozen=True, slots=True)
class RuledTable:
    """The part of a ruled table that stands on one page: cells row by row."""

    box: Box
    rows: tuple[tuple[RuledCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What is printed on a page.

    Attributes:
        number: 1 for the first page of the file.
        width: Its width.
        height: Its height.
        tables: Its ruled tables, from top to bottom.
        lines: Print outside tables, from top to bottom.
        is_picture: Whether there is no print, and a picture covers most of it.
    """

    number: int
    width: float
    height: float
    tables: tuple[RuledTable, ...]
    lines: tuple[PrintedLine, ...]
    is_picture: bool


def read_page(page: Any) -> Page:  # noqa: ANN401 – pdfplumber has no types
    """Read a page of pdfplumber's."""
    chars = page.chars
    found = [table for table in page.find_tables(_RULES) if len(table.cells) > 1]
    found.sort(key=lambda table: table.bbox[1])
    inside: dict[Box, list[Char]] = {
        cell: [] for table in found for cell in table.cells
    }
    places = [_Places(table.bbox, table.cells) for table in found]
    loose = [char for char in chars if not _put_into_cell(char, places, inside)]
    note_rule = _find_note_rule(page, found)
    if note_rule is not None:
        loose = _without_notes(loose, note_rule)
    return Page(
        number=page.page_number,
        width=float(page.width),
        height=float(page.height),
        tables=tuple(_read_table(table, inside, page.page_number) for table in found),
        lines=tuple(read_lines(loose, page.page_number)),
        is_picture=not chars and _is_covered(page),
    )


class _Places:
    """Finds the cell of a table that a point lies in."""

    def __init__(self, box: Box, cells: Iterable[Box]) -> None:
        self.box = box
        self.cells = sorted(cells)
        self.lefts = [cell[0] for cell in self.cells]

    def find(self, x: float, y: float) -> Box | None:
        if not _contains(self.box, x, y):
            return None
        last = bisect_right(self.lefts, x)
        near = reversed(self.cells[:last])
        return next((cell for cell in near if _contains(cell, x, y)), None)


def _contains(box: Box, x: float, y: float) -> bool:
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def _put_into_cell(
    char: Char, places: Sequence[_Places], inside: dict[Box, list[Char]]
) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    for place in places:
        cell = place.find(x, y)
        if cell is not None:
            inside[cell].append(char)
            return True
    return False


def _read_table(table: Any, inside: dict[Box, list[Char]], page: int) -> RuledTable:  # noqa: ANN401
    rows = []
    for row in table.rows:
        cells = [
            RuledCell(box[0], box[2], box[1], box[3], tuple(lines))
            for box in row.cells
            if box is not None
            for lines in [read_lines(inside[box], page)]
            if lines or min(box[2] - box[0], box[3] - box[1]) > _SLIVER
        ]
        if cells:
            rows.append(tuple(cells))
    return RuledTable(table.bbox, tuple(rows))


def _find_note_rule(page: Any, tables: Sequence[Any]) -> float | None:  # noqa: ANN401
    """Give the height of the short rule above footnotes, if the page has one."""
    lowest = max((table.bbox[3] for table in tables), default=0.0)
    rules = [
        edge["top"]
        for edge in page.horizontal_edges
        if edge["top"] > lowest + _SLIVER
        and edge["top"] > page.height / 2
        and edge["x1"] - edge["x0"] < _SHORT_RULE * page.width
    ]
    return max(rules, default=None)


def _without_notes(chars: Sequence[Char], rule: float) -> list[Char]:
    """Leave out footnotes: print below the rule that is smaller than what is above."""
    above = [char["size"] for char in chars if char["bottom"] <= rule]
    size = median(above) if above else 0.0
    return [
        char
        for char in chars
        if char["bottom"] <= rule or char["size"] > _NOTE_SIZE * size
    ]


def _is_covered(page: Any) -> bool:  # noqa: ANN401
    area = sum(image["width"] * image["height"] for image in page.images)
    return bool(area > _PICTURE * page.width * page.height)
