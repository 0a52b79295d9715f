"""From paragraphs and tables to numbered lines, and to tables that know their lines.

A paragraph outside tables is a line; so is the text of a table cell, whose paragraphs
run together; blank lines part them. Where a page ended, how wide a column was and how
its words were wrapped makes no difference, so a plan has the same lines whether it came
as DOCX or as PDF. See `docs/decisions/0010-what-a-line-is.md`.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from etl.plans.content.content import Paragraph, Table, TableCell
from etl.plans.content.document import Grid, GridCell, Line, parse_lines
from etl.plans.content.table_layout import lay_out_row
from etl.plans.content.text_margins import split_text_margins
from etl.plans.content.thresholds import TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from etl.plans.content.content import Content, TableRow

_CELL_FIELDS = tuple(one.name for one in fields(TableCell))


class _Writer:
    """Lines so far."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def add(self, texts: Sequence[str], page: int | None) -> int:
        """Add a block of lines after a blank one; return the number of its first."""
        if self.lines:
            self.lines.append(Line(len(self.lines) + 1, "", page=page))
        first = len(self.lines) + 1
        for text in texts:
            for piece in _split_long(text):
                self.lines.append(Line(len(self.lines) + 1, piece, page=page))
        return first


def number_lines(
    read: Content | str,
) -> tuple[tuple[Line, ...], tuple[Grid, ...] | None, tuple[str, ...]]:
    """Return the numbered lines of a document, its tables, and its margins.

    A text has no tables; its margins are known by what most pages repeat.
    """
    if isinstance(read, str):
        lines, margins = split_text_margins(parse_lines(read))
        return lines, None, margins
    return *linearise(read), _list_margins(read)


def linearise(
    content: Iterable[Paragraph | Table],
) -> tuple[tuple[Line, ...], tuple[Grid, ...]]:
    """Return the numbered lines of a document's content; no line starts a page.

    Returns:
        The lines, and the tables whose cells know their lines.
    """
    writer, grids = _Writer(), []
    for part in content:
        if isinstance(part, Table):
            first = len(writer.lines) + (2 if writer.lines else 1)
            rows = tuple(_add_row(row, writer) for row in part.rows)
            last = len(writer.lines)
            grids.append(Grid(rows, min(first, last or 1), last))
        elif part.text and not part.is_margin:
            writer.add((part.text,), part.page)
    return tuple(writer.lines), tuple(grids)


def _list_margins(content: Content) -> tuple[str, ...]:
    texts = (
        part.text
        for part in content
        if isinstance(part, Paragraph) and part.is_margin and part.text
    )
    return tuple(dict.fromkeys(texts))


def _add_row(row: TableRow, writer: _Writer) -> tuple[GridCell, ...]:
    numbers: dict[int, int] = {}
    for block in lay_out_row(row):
        number = writer.add(block.texts, block.page)
        numbers.update(dict.fromkeys(block.cells, number))
    own = min(numbers.values(), default=len(writer.lines) or 1)
    return tuple(
        GridCell(
            **{name: getattr(cell, name) for name in _CELL_FIELDS},
            line=numbers.get(index, own),
        )
        for index, cell in enumerate(row)
    )


def _split_long(text: str) -> Iterator[str]:
    """Yield a text in parts that end with a sentence, or else with a word."""
    start = 0
    while len(text) - start > TEXT.longest_line:
        last = start + TEXT.longest_line
        sentence, word = text.rfind(". ", start, last), text.rfind(" ", start, last)
        end = sentence + 1 if sentence >= start else word
        end = end if end > start else last
        yield text[start:end].strip()
        start = end
    yield text[start:].strip()
