"""What is printed on a page: ruled tables with the print in their cells, loose lines.

Only ruling lines part a table into cells. A table without them is not guessed at: its
print comes as loose lines, and the readers of the form have to see to that.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from etl.plans.content.pdf.marks import (
    is_struck,
    set_marks,
    turn_upright,
)
from etl.plans.content.pdf.reading_order import read_in_columns
from etl.plans.content.pdf.ruling_lines import (
    drop_shading,
    find_note_rule,
    level_lines,
)
from etl.plans.content.pdf.seen_text import keep_seen
from etl.plans.content.pdf.text import (
    Char,
    PrintedLine,
    mark_cut_numbers,
    read_lines,
)
from etl.plans.content.pdf.thresholds import PDF

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_RULES: Final = {"snap_tolerance": PDF.rule_snap}


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell between rules, with its lines of print.

    Attributes:
        left: Left edge.
        right: Right edge.
        top: Upper edge.
        bottom: Lower edge.
        lines: Its lines.
        rows: How many rows of its table it takes.
        left_out: Lines struck out in it.
        has_picture: Whether a picture stands in it.
    """

    left: float
    right: float
    top: float
    bottom: float
    lines: tuple[PrintedLine, ...]
    rows: int = 1
    left_out: tuple[PrintedLine, ...] = ()
    has_picture: bool = False


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
        lines: Print outside tables, in the order it is read in.
        is_picture: Whether there is no print, and a picture covers most of it.
    """

    number: int
    width: float
    height: float
    tables: tuple[RuledTable, ...]
    lines: tuple[PrintedLine, ...]
    is_picture: bool


def read_page(page: Any) -> Page:  # noqa: ANN401 – pdfplumber has no types
    """Read a page of pdfplumber's, as `open_seen_page` gives it."""
    seen = keep_seen(page)
    drop_shading(page)
    lines = level_lines(page)
    chars = set_marks(seen)
    found = [table for table in page.find_tables(_RULES) if len(table.cells) > 1]
    found.sort(key=lambda table: table.bbox[1])
    inside: dict[Box, list[Char]] = {
        cell: [] for table in found for cell in table.cells
    }
    places = [_Places(table.bbox, table.cells) for table in found]
    pictures = list(_list_pictures(page))
    struck = {id(char) for char in chars if is_struck(char, lines)}
    loose = [char for char in chars if not _put_into_cell(char, places, inside)]
    homes = [(char, cell) for cell, own in inside.items() for char in own]
    mark_cut_numbers([*homes, *((char, None) for char in loose)])
    loose = [char for char in loose if id(char) not in struck]
    note_rule = find_note_rule(page, found)
    if note_rule is not None:
        loose = _without_notes(loose, note_rule)
    tops = [table.bbox[1] for table in found]
    return Page(
        number=page.page_number,
        width=float(page.width),
        height=float(page.height),
        tables=tuple(
            _mark_pictures(
                _read_table(table, inside, struck, page.page_number), pictures
            )
            for table in found
        ),
        lines=tuple(read_in_columns(loose, tops, page.page_number)),
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


def _read_table(
    table: Any,  # noqa: ANN401
    inside: dict[Box, list[Char]],
    struck: Collection[int],
    page: int,
) -> RuledTable:
    tops = sorted(row.bbox[1] for row in table.rows)
    rows = []
    for row in table.rows:
        cells = [
            _read_cell(box, inside[box], struck, page, tops)
            for box in row.cells
            if box is not None
        ]
        seen = tuple(cell for cell in cells if cell.lines or not _is_sliver(cell))
        if seen:
            rows.append(seen)
    return RuledTable(table.bbox, tuple(rows))


def _read_cell(
    box: Box,
    chars: Sequence[Char],
    struck: Collection[int],
    page: int,
    tops: Sequence[float],
) -> RuledCell:
    kept = [char for char in chars if id(char) not in struck]
    turned = [char for char in kept if not char["upright"]]
    lines = read_lines(kept, page)
    if turned and not lines:
        lines = read_lines(turn_upright(turned), page)
    out = read_lines([char for char in chars if id(char) in struck], page)
    return RuledCell(
        left=box[0],
        right=box[2],
        top=box[1],
        bottom=box[3],
        lines=tuple(lines),
        rows=max(sum(box[1] - 1 < top < box[3] - 1 for top in tops), 1),
        left_out=tuple(out),
    )


def _list_pictures(page: Any) -> Iterator[Box]:  # noqa: ANN401
    """Yield the places of pictures, without those that lie behind most of a page."""
    most = PDF.picture * page.width * page.height
    for image in page.images:
        box = (image["x0"], image["top"], image["x1"], image["bottom"])
        is_small = min(image["width"], image["height"]) <= PDF.narrowest_cell
        if not is_small and _surface(box) <= most:
            yield box


def _mark_pictures(table: RuledTable, pictures: Sequence[Box]) -> RuledTable:
    """Mark the cells that a picture stands in."""
    if not pictures:
        return table
    rows = tuple(
        tuple(replace(cell, has_picture=_is_pictured(cell, pictures)) for cell in row)
        for row in table.rows
    )
    return replace(table, rows=rows)


def _is_pictured(cell: RuledCell, pictures: Sequence[Box]) -> bool:
    own = (cell.left, cell.top, cell.right, cell.bottom)
    for picture in pictures:
        left, top = max(own[0], picture[0]), max(own[1], picture[1])
        right, bottom = min(own[2], picture[2]), min(own[3], picture[3])
        shared = max(right - left, 0.0) * max(bottom - top, 0.0)
        if shared > PDF.pictured * min(_surface(own), _surface(picture)):
            return True
    return False


def _surface(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _is_sliver(cell: RuledCell) -> bool:
    return min(cell.right - cell.left, cell.bottom - cell.top) <= PDF.narrowest_cell


def _without_notes(chars: Sequence[Char], rule: float) -> list[Char]:
    """Drop footnotes: print below the rule that is smaller than the print above."""
    above = [char["size"] for char in chars if char["bottom"] <= rule]
    size = median(above) if above else 0.0
    return [
        char
        for char in chars
        if char["bottom"] <= rule or char["size"] > PDF.note_size * size
    ]


def _is_covered(page: Any) -> bool:  # noqa: ANN401
    area = sum(image["width"] * image["height"] for image in page.images)
    return bool(area > PDF.picture * page.width * page.height)
