"""From paragraphs and tables to the lines that section readers understand.

A paragraph outside tables is a line; so is the text of a table cell, whose paragraphs
run together; blank lines part them. Where a page ended, how wide a column was and how
its words were wrapped makes no difference, so a plan has the same lines whether it came
as DOCX or as PDF. See `docs/decisions/0010-what-a-line-is.md`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from etl.sources.plan_document.content import Paragraph, Table
from etl.sources.plan_document.document import Line
from etl.sources.plan_document.table_layout import TextBlock, lay_out_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


# Readers refuse lines of a text that are longer: they are no plan.
LONGEST_LINE: Final = 5_000
_BREAK = re.compile(r"(?<=[.!?;])\s|\s")


def linearise(content: Iterable[Paragraph | Table]) -> tuple[Line, ...]:
    """Number the lines of a document's content; no line starts a page."""
    lines: list[Line] = []
    for block in _blocks(content):
        if lines:
            lines.append(Line(len(lines) + 1, "", page=block.page))
        for text in block.texts:
            for piece in _split_long(text):
                lines.append(Line(len(lines) + 1, piece, page=block.page))
    return tuple(lines)


def _blocks(content: Iterable[Paragraph | Table]) -> Iterator[TextBlock]:
    for part in content:
        if isinstance(part, Table):
            yield from lay_out_rows(part)
        elif part.text:
            yield TextBlock((part.text,), part.page)


def _split_long(text: str) -> Iterator[str]:
    while len(text) > LONGEST_LINE:
        end = max(text.rfind(". ", 0, LONGEST_LINE) + 1, 0)
        end = end or text.rfind(" ", 0, LONGEST_LINE)
        end = end if end > 0 else LONGEST_LINE
        yield text[:end].rstrip()
        text = text[end:].lstrip()
    yield text
