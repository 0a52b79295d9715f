"""What a PDF cannot tell: pages that are pictures, characters without a meaning.

Better no package than one with holes that nobody sees, so such a document is refused,
and the message says where and what to do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from etl.plans.content.content import Paragraph, Table
from etl.plans.content.document import Line, PlanDocument
from etl.plans.content.pdf.thresholds import PDF
from etl.plans.content.sections import Section, find_sections
from pazanga.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from etl.plans.content.content import Content
    from etl.plans.content.pdf.printed_page import Page
    from etl.plans.content.pdf.text import PrintedLine

_UNKNOWN_LETTER: Final = re.compile(r"\(cid:\d+\)|\ufffd")
_MOST_PAGES_NAMED: Final = 10
# Tables that hold numbers; without them a plan of the form says next to nothing.
_TABLES: Final = (Section.INDICATORS, Section.COSTED_ACTIVITIES)


def check_pages(pages: Sequence[Page], name: str) -> None:
    """Refuse what has no text, has pictures for pages, or has no meaning.

    A picture before the first page with text or behind the last one is a cover or a
    page of signatures.

    Raises:
        DocumentError: The text is not there, or not all of it.
    """
    read = [index for index, page in enumerate(pages) if page.tables or page.lines]
    if not any(True for page in pages for _ in _lines(page)):
        raise DocumentError("pdf_scanned", name=name, count=len(pages))
    inside = pages[read[0] : read[-1]]
    pictures = [str(page.number) for page in inside if page.is_picture]
    if pictures:
        raise DocumentError(
            "pdf_pictures",
            name=name,
            pages=", ".join(pictures[:_MOST_PAGES_NAMED]),
            count=len(pictures),
        )
    _check_letters(pages, name)


def check_tables(content: Content, name: str) -> None:
    """Refuse a plan of the form whose tables have no rules, so that cells run together.

    Raises:
        DocumentError: A section that needs a table has lines with figures and no table.
    """
    lines = [
        Line(number, part.text if isinstance(part, Paragraph) else "")
        for number, part in enumerate(content, start=1)
    ]
    sections = find_sections(PlanDocument(name, "", tuple(lines)))
    for section in _TABLES:
        parts = [content[line.number - 1] for line in sections[section]]
        printed = [part for part in parts if isinstance(part, Paragraph)]
        with_figures = [part for part in printed[1:] if re.search(r"\d", part.text)]
        has_table = any(isinstance(part, Table) for part in parts)
        if not has_table and len(with_figures) >= PDF.unruled_lines:
            raise DocumentError(
                "pdf_no_rules",
                name=name,
                section=section.value,
                page=printed[0].page,
            )


def _check_letters(pages: Sequence[Page], name: str) -> None:
    texts = [line.text for page in pages for line in _lines(page)]
    length = sum(map(len, texts))
    unknown = sum(len("".join(_UNKNOWN_LETTER.findall(text))) for text in texts)
    if unknown > PDF.unknown_characters * length:
        raise DocumentError(
            "pdf_letters", name=name, share=round(100 * unknown / length)
        )


def _lines(page: Page) -> Iterator[PrintedLine]:
    yield from page.lines
    for table in page.tables:
        for row in table.rows:
            for cell in row:
                yield from cell.lines
