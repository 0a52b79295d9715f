"""Headers, footers and page numbers of a PDF: print of the margins, left out.

What stands in the margin of several pages, figures aside, belongs to the paper and not
to the plan; so does a lone number at the very top or bottom.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from etl.sources.plan_document.pdf_page import Page
    from etl.sources.plan_document.pdf_text import PrintedLine

_MARGIN: Final = 0.13
_FEWEST_PAGES: Final = 2
_SHARE_OF_PAGES: Final = 0.3
_NUMBER = re.compile(
    r"[-–—]?\s*(?:psl\.?\s*)?\d{1,4}(?:\s*(?:/|iš)\s*\d{1,4})?(?:\s*psl\.?)?\s*[-–—]?",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\d+")


def drop_margins(pages: Sequence[Page]) -> list[Page]:
    """Give the pages without their headers, footers and numbers."""
    counts: Counter[tuple[bool, str]] = Counter()
    for page in pages:
        counts.update({_mark(line, page) for line in page.lines if _in(page, line)})
    fewest = max(_FEWEST_PAGES, _SHARE_OF_PAGES * len(pages))
    repeated = {mark for mark, count in counts.items() if count >= fewest}
    return [
        replace(
            page,
            lines=tuple(
                line for line in page.lines if not _is_margin(line, page, repeated)
            ),
        )
        for page in pages
    ]


def _is_margin(line: PrintedLine, page: Page, repeated: set[tuple[bool, str]]) -> bool:
    if not _in(page, line):
        return False
    return _mark(line, page) in repeated or _NUMBER.fullmatch(line.text) is not None


def _in(page: Page, line: PrintedLine) -> bool:
    """Tell whether a line stands in the margin, with nothing but margin beyond it."""
    band = _MARGIN * page.height
    if line.bottom < band:
        return all(table.box[1] > line.bottom for table in page.tables)
    return line.top > page.height - band and all(
        table.box[3] < line.top for table in page.tables
    )


def _mark(line: PrintedLine, page: Page) -> tuple[bool, str]:
    return line.bottom < page.height / 2, _FIGURES.sub("#", line.text)
