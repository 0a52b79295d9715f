"""Headers, footers and page numbers of a PDF: print of the margins, left out.

What stands in the margin of several pages, figures aside, belongs to the paper and not
to the plan; so does a lone number at the very top or bottom.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from etl.plans.content.pdf.thresholds import PDF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl.plans.content.pdf.printed_page import Page
    from etl.plans.content.pdf.text import PrintedLine

_NUMBER = re.compile(
    r"[-–—]?\s*(?:psl\.?\s*)?\d{1,4}(?:\s*(?:/|iš)\s*\d{1,4})?(?:\s*psl\.?)?\s*[-–—]?",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\d+")


def split_margins(pages: Sequence[Page]) -> tuple[list[Page], tuple[str, ...]]:
    """Split pages from their headers, footers and page numbers.

    Returns:
        The pages without them, and what they print, each once.
    """
    counts: Counter[tuple[bool, str]] = Counter()
    for page in pages:
        counts.update({_mark(line, page) for line in page.lines if _in(page, line)})
    fewest = max(PDF.margin_pages, PDF.margin_share * len(pages))
    repeated = {mark for mark, count in counts.items() if count >= fewest}
    texts: dict[str, None] = {}
    kept: list[Page] = []
    for page in pages:
        lines = {line: _is_margin(line, page, repeated) for line in page.lines}
        texts.update(
            (line.text, None) for line, is_margin in lines.items() if is_margin
        )
        own = tuple(line for line, is_margin in lines.items() if not is_margin)
        kept.append(replace(page, lines=own))
    return kept, tuple(texts)


def _is_margin(line: PrintedLine, page: Page, repeated: set[tuple[bool, str]]) -> bool:
    if not _in(page, line):
        return False
    return _mark(line, page) in repeated or _NUMBER.fullmatch(line.text) is not None


def _in(page: Page, line: PrintedLine) -> bool:
    """Whether a line stands in the margin, with nothing but margin beyond it."""
    band = PDF.margin * page.height
    if line.bottom < band:
        return all(table.box[1] > line.bottom for table in page.tables)
    return line.top > page.height - band and all(
        table.box[3] < line.top for table in page.tables
    )


def _mark(line: PrintedLine, page: Page) -> tuple[bool, str]:
    return line.bottom < page.height / 2, _FIGURES.sub("#", line.text)
