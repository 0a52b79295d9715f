"""A PDF as paragraphs and tables: its pages put together again.

Print of the margins goes, paragraphs and rows that a page cut are joined, and every
part keeps the page it begins on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from etl.plans.content.content import Content, Paragraph, Table
from etl.plans.content.pdf.joints import (
    Habits,
    Joint,
    find_joint,
    join_lines,
    learn_habits,
)
from etl.plans.content.pdf.margins import split_margins
from etl.plans.content.pdf.printed_page import RuledTable
from etl.plans.content.pdf.tables_over_pages import (
    OpenTable,
    all_cells,
    begin_table,
    close_table,
    continue_table,
)
from etl.plans.content.pdf.thresholds import PDF

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.plans.content.pdf.printed_page import Page
    from etl.plans.content.pdf.text import PrintedLine

_SENTENCE_END = re.compile(r"[.!?:;)”“]$")
# Beginnings of the form's own paragraphs, which readers look for.
_FORM = re.compile(
    r"(?:\d{1,2}\s*\.\s*)?(?:Remdamiesi „?Tūkst|Pažangos plano tiksl|Tikslas|Toliau pat"
    r"|Partneriai\W*, daly|Lentelėje|Įrašykite TIK|Planuojamos mokyklų tob|Informacija"
    r" apie biud|Savivaldybės švietimo pažangos plane|Kokios yra šio)"
)


@dataclass(slots=True)
class Running:
    """Lines of running text between two tables, over pages."""

    lines: list[PrintedLine] = field(default_factory=list)


def build_content(pages: Sequence[Page]) -> Content:
    """Build the content of a document from its pages."""
    pages, margins = split_margins(pages)
    parts = _gather_parts(pages)
    habits = learn_habits(
        lines
        for part in parts
        for lines in ([part.lines] if isinstance(part, Running) else all_cells(part))
    )
    right = _right_margins(pages)
    content: list[Paragraph | Table] = []
    for part in parts:
        if isinstance(part, OpenTable):
            content.append(close_table(part, habits))
        else:
            content.extend(_join_paragraphs(part.lines, right, habits))
    content.extend(Paragraph(text, is_margin=True) for text in margins)
    return tuple(content)


def _gather_parts(pages: Sequence[Page]) -> list[Running | OpenTable]:
    """Merge tables and running text in order; a table cut by a page is one table."""
    parts: list[Running | OpenTable] = []
    bottom = _page_bottoms(pages)
    for page in pages:
        begins = True
        for item in _in_order(page):
            last = parts[-1] if parts else None
            if not isinstance(item, RuledTable):
                if not isinstance(last, Running):
                    last = Running()
                    parts.append(last)
                last.lines.append(item)
            elif begins and isinstance(last, OpenTable) and last.takes(item):
                continue_table(last, item, page.number, bottom[page.height])
            else:
                parts.append(begin_table(item, page.number))
            begins = False
    return parts


def _in_order(page: Page) -> Iterator[RuledTable | PrintedLine]:
    """Yield tables and lines of a page from the top; lines keep their own order."""
    tables = list(page.tables)
    for line in page.lines:
        while tables and tables[0].box[1] <= line.top:
            yield tables.pop(0)
        yield line
    yield from tables


def _page_bottoms(pages: Sequence[Page]) -> dict[float, float]:
    """Measure how far down print reaches, by the height of the page."""
    bottoms: dict[float, float] = {}
    for page in pages:
        ends = [table.box[3] for table in page.tables]
        ends.extend(line.bottom for line in page.lines)
        bottoms[page.height] = max(bottoms.get(page.height, 0.0), *ends, 0.0)
    return bottoms


def _right_margins(pages: Sequence[Page]) -> dict[int, float]:
    """Measure how far right running text reaches; pages of one width share it."""
    rights: dict[float, float] = {}
    for page in pages:
        ends = [line.x1 for line in page.lines]
        rights[page.width] = max(rights.get(page.width, 0.0), *ends, 0.0)
    return {page.number: rights[page.width] for page in pages}


def _join_paragraphs(
    lines: Sequence[PrintedLine], rights: dict[int, float], habits: Habits
) -> Iterator[Paragraph]:
    gap = _usual_gap(lines, rights, habits)
    gathered: list[PrintedLine] = []
    for line in lines:
        if gathered and _begins_paragraph(gathered[-1], line, rights, habits, gap):
            yield _paragraph(gathered, rights, habits)
            gathered = []
        gathered.append(line)
    if gathered:
        yield _paragraph(gathered, rights, habits)


def _paragraph(
    lines: Sequence[PrintedLine], rights: dict[int, float], habits: Habits
) -> Paragraph:
    texts = join_lines(lines, rights[lines[0].page], habits)
    return Paragraph(" ".join(texts), lines[0].page)


def _begins_paragraph(
    before: PrintedLine,
    line: PrintedLine,
    rights: dict[int, float],
    habits: Habits,
    usual_gap: float,
) -> bool:
    if abs(before.size - line.size) > PDF.same_size:
        return True
    if _SENTENCE_END.search(before.text) and _FORM.match(line.text):
        return True
    gap = line.top - before.bottom
    if before.page == line.page and gap > usual_gap + PDF.paragraph_gap * line.size:
        return True
    joint = find_joint(before, line, rights[before.page], habits)
    return joint is Joint.PARAGRAPH


def _usual_gap(
    lines: Sequence[PrintedLine], rights: dict[int, float], habits: Habits
) -> float:
    """Measure the usual gap between the lines of one paragraph."""
    gaps = [
        following.top - line.bottom
        for line, following in pairwise(lines)
        if line.page == following.page
        and find_joint(line, following, rights[line.page], habits) is Joint.SPACE
    ]
    return median(gaps) if gaps else float("inf")
