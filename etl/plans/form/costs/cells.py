"""Cells of the cost table: what stands between blank lines, and what kind it is.

A cell is a run of lines without a blank one. Where the text glues things together that
the printed table keeps apart (a heading and the row under it, a title and its policy
area, sub-activities printed over the whole width) they are parted again here.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby, takewhile, zip_longest
from typing import TYPE_CHECKING, Final, Literal

from etl.plans.content.document import split_blocks
from etl.plans.form.activities.cost_headings import (
    PART_OF_PLAN,
    is_policy_area_cell,
    may_be_subtotal,
    policy_area_length,
    read_broken_total,
    read_category,
    read_total_kind,
)
from etl.plans.form.activities.numbers import (
    Numbered,
    read_number,
    read_number_alone,
)
from etl.plans.form.costs.thresholds import COST_TEXT
from etl.plans.form.money.amount_pieces import looks_like_amount

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.plans.content.document import Block, Line

_REPORT: Final = re.compile(r"\bataskait", re.IGNORECASE)
_GLUED: Final = re.compile(r"\d+[^\W\d_]")

CellKind = Literal["heading", "area", "numbered", "amount", "total", "text"]


@dataclass(frozen=True, slots=True)
class CostCell:
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
        """Return the lines' texts."""
        return [line.text for line in self.lines]

    @property
    def text(self) -> str:
        """Return the lines joined by spaces."""
        return " ".join(self.texts)

    @property
    def width(self) -> int:
        """Return the length of the longest line, in characters."""
        return max(len(line.text) for line in self.lines)

    @property
    def line_number(self) -> int:
        """Return the number of the first line."""
        return self.lines[0].number


def fills_page(cells: Sequence[CostCell], others: Sequence[CostCell]) -> bool:
    """Whether a column reached the end of its page, as far as its lines show.

    Args:
        cells: Cells of the column on the page.
        others: Cells of the row's other columns on the page.
    """
    height = cells[-1].lines[-1].number - cells[0].lines[0].number + 1
    tallest = max((len(cell.lines) for cell in others), default=0)
    return height >= tallest - COST_TEXT.uneven_lines


def split_cells(lines: Sequence[Line]) -> list[CostCell]:
    """Split a section into cells, in order of print.

    Page numbers are left out, and so are the table's headings where every page
    repeats them.
    """
    cells: list[CostCell] = []
    after_page_number = False
    blanks = max(COST_TEXT.blank_lines, _usual_gap(lines) + 1)
    for block in split_blocks(lines):
        starts_page = block.lines[0].starts_page or after_page_number
        after_page_number = _is_page_number(block, lines, blanks)
        if not after_page_number:
            cells.extend(_split_block(block.lines, starts_page=starts_page))
    return list(_mark_subtotals(list(_drop_repeated_header(cells))))


def _mark_subtotals(cells: Sequence[CostCell]) -> Iterator[CostCell]:
    """Mark labels of what some rows sum to: the amounts below them are of no row.

    `Ataskaita` between the number of a row and its first amount is its document.
    """
    is_open = False
    for cell, following in zip_longest(cells, cells[1:]):
        is_above = following is not None and following.kind == "amount"
        is_label = cell.kind == "text" and may_be_subtotal(cell.text)
        is_document = is_open and _REPORT.search(cell.text) is not None
        if is_above and is_label and not is_document:
            yield replace(cell, kind="total", label=PART_OF_PLAN)
        else:
            yield cell
        goes_on = cell.kind in {"text", "area"}
        is_open = cell.kind == "numbered" or (is_open and goes_on)


def _drop_repeated_header(cells: list[CostCell]) -> Iterator[CostCell]:
    header: set[str] = set()
    in_header = True
    page_begins = False
    for cell in cells:
        in_header = in_header and cell.kind not in {"heading", "numbered", "area"}
        if in_header:
            header.add(cell.text)
        elif cell.text in header and len(cell.text) > COST_TEXT.shortest_header:
            page_begins = page_begins or cell.starts_page
            continue
        yield replace(cell, starts_page=True) if page_begins else cell
        page_begins = False


def _usual_gap(lines: Sequence[Line]) -> int:
    """Return how many blank lines part most cells."""
    runs = (
        sum(1 for _ in run)
        for has_text, run in groupby(lines, key=lambda line: bool(line.text))
        if not has_text
    )
    return next((gap for gap, _ in Counter(runs).most_common(1)), 0)


def _is_page_number(block: Block, lines: Sequence[Line], blanks: int) -> bool:
    # A page ends with its number and more blank lines than part two cells.
    number = block.lines[0].text
    if (
        len(block.lines) > 1
        or len(number) > COST_TEXT.page_digits
        or not number.strip("0").isdigit()
    ):
        return False
    start = block.line_number - lines[0].number + 1
    after = lines[start : start + blanks]
    if len(after) < blanks or any(line.text for line in after):
        return False
    # Where the number of the page is known, this is the last cell above it.
    below = takewhile(lambda line: not line.text, _from(lines, start))
    return not any(line.is_margin for line in below)


def _from(lines: Sequence[Line], start: int) -> Iterator[Line]:
    return (lines[index] for index in range(start, len(lines)))


def _split_block(lines: tuple[Line, ...], *, starts_page: bool) -> Iterator[CostCell]:
    while lines:
        cell, lines = _take_cell(lines, starts_page=starts_page)
        yield cell
        starts_page = False


def _take_cell(
    lines: tuple[Line, ...], *, starts_page: bool
) -> tuple[CostCell, tuple[Line, ...]]:
    texts = [line.text for line in lines]
    heading = read_category(texts)
    if heading:
        category, count = heading
        return CostCell(lines[:count], "heading", starts_page, category), lines[count:]
    total = read_total_kind(texts[0])
    if total:
        kind, rest = total
        own = (replace(lines[0], text=rest), *lines[1:])
        return CostCell(own, "total", starts_page, kind), ()
    broken = read_broken_total(texts)
    if broken:
        kind, count = broken
        own = (replace(lines[0], text=""), *lines[count:])
        return CostCell(own, "total", starts_page, kind), ()
    if looks_like_amount(texts):
        return CostCell(lines, "amount", starts_page), ()
    glued = policy_area_length(texts[0])
    if glued:
        area = replace(lines[0], text=texts[0][:glued])
        after = replace(lines[0], text=texts[0][glued:].strip(), starts_page=False)
        return CostCell((area,), "area", starts_page), (after, *lines[1:])
    return _take_words(lines, texts, starts_page=starts_page)


def _take_words(
    lines: tuple[Line, ...], texts: list[str], *, starts_page: bool
) -> tuple[CostCell, tuple[Line, ...]]:
    if is_policy_area_cell(" ".join(texts)):
        return CostCell(lines, "area", starts_page), ()
    # "3D" is the beginning of a title.
    is_glued = _GLUED.match(texts[0]) is not None
    numbered = None if is_glued else read_number(texts[0])
    number = None if numbered else read_number_alone("".join(texts))
    if number:
        numbered = Numbered(number, "")
    count = _count_own_lines(texts, is_part=_is_part(numbered))
    kind: CellKind = "numbered" if numbered else "text"
    cell = CostCell(lines[:count], kind, starts_page, numbered=numbered)
    return cell, lines[count:]


def _is_part(numbered: Numbered | None) -> bool:
    return numbered is not None and "." in numbered.number


def _count_own_lines(texts: list[str], *, is_part: bool) -> int:
    for index in range(1, len(texts)):
        is_full_width = is_part and len(texts[index - 1]) > COST_TEXT.full_width
        if is_full_width and read_number(texts[index]):
            return index
        if len(texts) - index <= COST_TEXT.area_lines and is_policy_area_cell(
            " ".join(texts[index:])
        ):
            return index
    return len(texts)
