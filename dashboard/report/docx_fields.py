"""Fields of Word: the table of contents, the number of a page.

Only these few are ever written; all words of a report are text, which no program runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

_LEVELS: Final = 2
"""Levels of headings that the table of contents lists."""

_CONTENTS: Final = rf'TOC \o "1-{_LEVELS}" \h \z \u'


def add_field(paragraph: Paragraph, code: str, result: str) -> None:
    """Add a field to a paragraph.

    Args:
        paragraph: Where it stands.
        code: What a program computes.
        result: What is shown until it does.
    """
    open_field(paragraph, code)
    paragraph.add_run(result)
    close_field(paragraph)


def open_field(paragraph: Paragraph, code: str, *, is_stale: bool = False) -> None:
    """Open a field: what follows, until it is closed, is its result so far.

    Args:
        paragraph: Where it begins.
        code: What a program computes.
        is_stale: Whether a program has to compute it when it opens the file.
    """
    begin = _add_mark(paragraph, "begin")
    if is_stale:
        begin.set(qn("w:dirty"), "true")
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)  # noqa: SLF001 - no public way
    _add_mark(paragraph, "separate")


def close_field(paragraph: Paragraph) -> None:
    """Close the field that was opened last."""
    _add_mark(paragraph, "end")


def _add_mark(paragraph: Paragraph, kind: str) -> BaseOxmlElement:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(mark)  # noqa: SLF001
    return mark


def add_contents(document: Document, headings: Sequence[tuple[int, str]]) -> None:
    """Add the table of contents; its numbers of pages are known to Word alone.

    Args:
        document: Where it is added.
        headings: Level and words of each heading that is marked with its place.
    """
    listed = [(n, *one) for n, one in enumerate(headings) if one[0] <= _LEVELS]
    paragraph = document.add_paragraph(style="toc 1")
    open_field(paragraph, _CONTENTS, is_stale=True)
    for place, (number, level, words) in enumerate(listed):
        if place:
            paragraph = document.add_paragraph(style=f"toc {level}")
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), _name_place(number))
        link.append(paragraph.add_run(words)._r)  # noqa: SLF001
        paragraph._p.append(link)  # noqa: SLF001
    close_field(paragraph)


def mark_place(paragraph: Paragraph, number: int) -> None:
    """Mark a heading as a place that the table of contents leads to.

    Args:
        paragraph: The heading.
        number: Its number among all headings.
    """
    for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(kind)
        mark.set(qn("w:id"), str(number))
        if kind.endswith("Start"):
            mark.set(qn("w:name"), _name_place(number))
        paragraph._p.append(mark)  # noqa: SLF001


def _name_place(number: int) -> str:
    return f"_Toc{number:08d}"
