"""Cells of the cost table: what stands between blank lines, and what kind it is.

A cell is a run of lines without a blank one. Where the text glues things together that
the printed table keeps apart (a heading and the row under it, a title and its policy
area, sub-activities printed over the whole width) they are parted again here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from etl.sources.plan_document.activity_numbers import (
    Numbered,
    read_number,
    read_number_alone,
)
from etl.sources.plan_document.amounts import is_amount_piece
from etl.sources.plan_document.cost_headings import (
    area_length,
    is_area_cell,
    read_category,
    read_total_kind,
)
from etl.sources.plan_document.document import split_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.sources.plan_document.document import Block, Line

CellKind = Literal["heading", "area", "numbered", "amount", "total", "text"]

# Cells of the document and cost columns are not wider than this.
NARROW: Final = 9
# A line of a sub-activity that is printed over all columns is longer than this.
_FULL_WIDTH: Final = 27
_SHORTEST_HEADER: Final = 3
_MOST_AREA_LINES: Final = 4
_PAGE_DIGITS: Final = 4
# Columns that fill a page end within this many lines of each other.
_UNEVEN_LINES: Final = 2
_BLANK_LINES: Final = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines of one cell on one page.

    Attributes:
        lines: Its lines, none blank.
        kind: What it looks like; `numbered` may begin a row, or be a list of works.
        starts_page: Whether it is the first of a page.
        label: The category of a heading, the kind of a total.
        numbered: Number and first words of a `numbered` cell.
    """

    lines: tuple[Line, ...]
    kind: CellKind
    starts_page: bool
    label: str = ""
    numbered: Numbered | None = None

    @property
    def texts(self) -> list[str]:
        """The lines' texts."""
        return [line.text for line in self.lines]

    @property
    def text(self) -> str:
        """The lines joined by spaces."""
        return " ".join(self.texts)

    @property
    def width(self) -> int:
        """Length of the longest line."""
        return max(len(line.text) for line in self.lines)

    @property
    def line_number(self) -> int:
        """Number of the first line."""
        return self.lines[0].number


def fills_page(cells: Sequence[Cell], others: Sequence[Cell]) -> bool:
    """Tell whether a column reached the end of its page, as far as its lines say.

    Args:
        cells: Cells of the column on the page.
        others: Cells of the row's other columns on the page.
    """
    height = cells[-1].lines[-1].number - cells[0].lines[0].number + 1
    tallest = max((len(cell.lines) for cell in others), default=0)
    return height >= tallest - _UNEVEN_LINES


def split_cells(lines: Sequence[Line]) -> list[Cell]:
    """Split a section into cells, in order of print.

    Page numbers are left out, and so are the table's headings where every page
    repeats them.
    """
    cells: list[Cell] = []
    after_page_number = False
    for block in split_blocks(lines):
        starts_page = block.lines[0].starts_page or after_page_number
        after_page_number = _is_page_number(block, lines)
        if not after_page_number:
            cells.extend(_split_block(block.lines, starts_page=starts_page))
    return list(_drop_repeated_header(cells))


def _drop_repeated_header(cells: list[Cell]) -> Iterator[Cell]:
    header: set[str] = set()
    in_header = True
    page_begins = False
    for cell in cells:
        in_header = in_header and cell.kind not in {"heading", "numbered", "area"}
        if in_header:
            header.add(cell.text)
        elif cell.text in header and len(cell.text) > _SHORTEST_HEADER:
            page_begins = page_begins or cell.starts_page
            continue
        yield replace(cell, starts_page=True) if page_begins else cell
        page_begins = False


def _is_page_number(block: Block, lines: Sequence[Line]) -> bool:
    # A page ends with its number and at least two blank lines; cells have one.
    number = block.lines[0].text
    if len(block.lines) > 1 or len(number) > _PAGE_DIGITS or not number.isdigit():
        return False
    start = block.line_number - lines[0].number + 1
    after = lines[start : start + _BLANK_LINES]
    return len(after) == _BLANK_LINES and not any(line.text for line in after)


def _split_block(lines: tuple[Line, ...], *, starts_page: bool) -> Iterator[Cell]:
    while lines:
        cell, lines = _take_cell(lines, starts_page=starts_page)
        yield cell
        starts_page = False


def _take_cell(
    lines: tuple[Line, ...], *, starts_page: bool
) -> tuple[Cell, tuple[Line, ...]]:
    texts = [line.text for line in lines]
    heading = read_category(texts)
    if heading:
        category, count = heading
        return Cell(lines[:count], "heading", starts_page, category), lines[count:]
    total = read_total_kind(texts[0])
    if total:
        kind, rest = total
        own = (replace(lines[0], text=rest), *lines[1:])
        return Cell(own, "total", starts_page, kind), ()
    if all(map(is_amount_piece, texts)):
        return Cell(lines, "amount", starts_page), ()
    glued = area_length(texts[0])
    if glued:
        area = replace(lines[0], text=texts[0][:glued])
        after = replace(lines[0], text=texts[0][glued:].strip(), starts_page=False)
        return Cell((area,), "area", starts_page), (after, *lines[1:])
    return _take_words(lines, texts, starts_page=starts_page)


def _take_words(
    lines: tuple[Line, ...], texts: list[str], *, starts_page: bool
) -> tuple[Cell, tuple[Line, ...]]:
    if is_area_cell(" ".join(texts)):
        return Cell(lines, "area", starts_page), ()
    numbered = read_number(texts[0])
    number = None if numbered else read_number_alone("".join(texts))
    if number:
        numbered = Numbered(number, "")
    count = _count_own_lines(texts, is_part=_is_part(numbered))
    kind: CellKind = "numbered" if numbered else "text"
    cell = Cell(lines[:count], kind, starts_page, numbered=numbered)
    return cell, lines[count:]


def _is_part(numbered: Numbered | None) -> bool:
    return numbered is not None and "." in numbered.number


def _count_own_lines(texts: list[str], *, is_part: bool) -> int:
    for index in range(1, len(texts)):
        is_full_width = is_part and len(texts[index - 1]) > _FULL_WIDTH
        if is_full_width and read_number(texts[index]):
            return index
        if len(texts) - index <= _MOST_AREA_LINES and is_area_cell(
            " ".join(texts[index:])
        ):
            return index
    return len(texts)
