"""Words in Word: runs of text, each in its language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from dashboard.report.docx_styles import LOCALES, MUTED

if TYPE_CHECKING:
    from docx.shared import Length
    from docx.text.paragraph import Paragraph

    from dashboard.report.model import Line, Lines, TextSpan

_SMALL: Final = 0.88
"""Size of what explains, as a share of the size of what it explains."""


def add_line(paragraph: Paragraph, line: Line, size: Length | None = None) -> None:
    """Add words to a paragraph.

    Args:
        paragraph: Where they stand.
        line: The words.
        size: Size of their letters; that of the paragraph if none.
    """
    for span in line:
        _add_span(paragraph, span, size)


def add_lines(paragraph: Paragraph, lines: Lines, size: Length | None = None) -> None:
    """Add lines to a paragraph, each below the one before, see `add_line`."""
    for place, line in enumerate(lines):
        if place:
            paragraph.add_run().add_break()
        add_line(paragraph, line, size)


def _add_span(paragraph: Paragraph, span: TextSpan, size: Length | None) -> None:
    run = paragraph.add_run(span.text)
    if size is not None:
        run.font.size = size
    if span.style == "strong":
        run.font.bold = True
    if span.style in {"small", "missing"}:
        run.font.color.rgb = MUTED
    if span.style == "missing":
        run.font.italic = True
    if span.style == "small":
        given = size or (paragraph.style and paragraph.style.font.size) or Pt(10)
        run.font.size = Pt(round(given.pt * _SMALL * 2) / 2)
    if span.language is not None:
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), LOCALES[span.language])
        run._r.get_or_add_rPr().append(language)  # noqa: SLF001 - no public way
