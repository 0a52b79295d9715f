"""Writes a report as DOCX: a document to go on working with, in styles of Word.

All words are text of runs, which Word does not read for commands: a text that begins
with `=` or `@` is only a text there. Fields are only those of `docx_fields`.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import docx
from docx.shared import Emu

from dashboard.report.charts import draw_chart
from dashboard.report.docx_fields import add_contents, mark_place
from dashboard.report.docx_styles import HEIGHT, WIDTH, apply_styles
from dashboard.report.docx_tables import add_figures, add_table
from dashboard.report.docx_words import add_line, add_lines
from dashboard.report.model import (
    FactsBlock,
    FiguresBlock,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    PictureBlock,
    TableBlock,
    TextSpan,
    join_words,
)

if TYPE_CHECKING:
    from docx.document import Document

    from dashboard.report.model import Block, CouncilReport, ParagraphKind

FEW_BLOCKS: Final = 3
"""A chapter of so few needs no page of its own; report.typ says it too."""

_SIDES: Final = ("T", "B", "L", "R")
_STYLES: Final[dict[ParagraphKind, str]] = {
    "answer": "Report Answer",
    "subtitle": "Report Subtitle",
    "plain": "Normal",
    "note": "Report Note",
    "source": "Report Source",
}


def write_docx(report: CouncilReport) -> bytes:
    """Write a report as DOCX.

    Args:
        report: What it holds.
    """
    document = docx.Document()
    apply_styles(document, report)
    _add_cover(document, report)
    title = document.add_paragraph(report.contents, style="Report Contents")
    title.paragraph_format.page_break_before = True
    add_contents(document, _list_headings(report))
    number = 0
    for chapter in report.chapters:
        title = document.add_heading(chapter.title, 1)
        if len(chapter.blocks) <= FEW_BLOCKS:
            title.paragraph_format.page_break_before = False
        mark_place(title, number)
        number += 1
        for block in chapter.blocks:
            if isinstance(block, HeadingBlock):
                heading = document.add_heading("", block.level)
                add_line(heading, block.words)
                mark_place(heading, number)
                number += 1
            else:
                _add_block(document, block)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _list_headings(report: CouncilReport) -> list[tuple[int, str]]:
    """List level and words of all headings, in order."""
    found: list[tuple[int, str]] = []
    for chapter in report.chapters:
        found.append((1, chapter.title))
        found += [
            (block.level, join_words(block.words))
            for block in chapter.blocks
            if isinstance(block, HeadingBlock)
        ]
    return found


def _add_cover(document: Document, report: CouncilReport) -> None:
    document.add_paragraph(report.kicker, style="Subtitle")
    # A plan's title is printed, hence Lithuanian.
    title = document.add_paragraph(style="Title")
    add_line(title, (TextSpan(report.title, language="lt"),))
    if report.lead:
        document.add_paragraph(report.lead, style="Subtitle")
    if report.warning:
        document.add_paragraph(report.warning, style="Report Warning")
    _add_facts(document, report.facts)


def _add_block(document: Document, block: Block) -> None:
    if isinstance(block, ParagraphBlock):
        add_line(document.add_paragraph(style=_STYLES[block.kind]), block.words)
    elif isinstance(block, TableBlock):
        add_table(document, block)
    elif isinstance(block, FiguresBlock):
        add_figures(document, block)
    elif isinstance(block, ListBlock):
        _add_list(document, block)
    elif isinstance(block, FactsBlock):
        _add_facts(document, block)
    elif isinstance(block, PictureBlock):
        _add_picture(document, block)


def _add_picture(document: Document, block: PictureBlock) -> None:
    """Add a chart as a picture or several, with what it shows in words."""
    for drawn in draw_chart(block):
        run = document.add_paragraph().add_run()
        picture = run.add_picture(io.BytesIO(drawn), width=WIDTH)
        if picture.height > HEIGHT:
            picture.width = Emu(picture.width * HEIGHT // picture.height)
            picture.height = HEIGHT
        inline = picture._inline  # noqa: SLF001 - no public way
        inline.docPr.set("descr", block.alt)
        for side in _SIDES:
            # Programs that find no room around a picture make some.
            inline.set(f"dist{side}", "0")


def _add_list(document: Document, block: ListBlock) -> None:
    for item in block.items:
        style = "Report Status" if item.shape else "List Bullet"
        paragraph = document.add_paragraph(style=style)
        if item.shape:
            paragraph.add_run(f"{item.shape}\u00a0")
        add_lines(paragraph, item.lines)


def _add_facts(document: Document, block: FactsBlock) -> None:
    for label, lines in block.facts:
        paragraph = document.add_paragraph(style="Report Fact")
        paragraph.add_run(f"{label}\t")
        add_lines(paragraph, lines)
