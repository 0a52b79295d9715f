"""A plan document as numbered lines: what every section reader works on.

Text taken out of a PDF keeps little of its layout: blank lines part table cells, and
the first line of a page begins with one space. Numbers are never joined here; a reader
that knows which column it is in does that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etl.plans.content.content import TableCell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


# Cells of one line, that a single space would make one number: `120   500`.
_APART = re.compile(r"(?<=\d)(?<![.,]\d\d)(?:[ ]*\t\s*|[ ]{2,})(?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text.

    Attributes:
        number: 1-based, as an editor counts.
        text: Without surrounding white space.
        starts_page: Whether the printed page begins here.
        page: Number of the page, where the kind of document tells it.
        is_margin: Whether it was a header, a footer or a number of a page; it is empty.
    """

    number: int
    text: str
    starts_page: bool = False
    page: int | None = None
    is_margin: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell(TableCell):
    """A cell of a printed table, merged cells as one, on a line of the document.

    Attributes:
        line: Line it is printed on; an empty cell has that of its row.
    """

    line: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A printed table: rows of cells, and the lines it was printed on."""

    rows: tuple[tuple[GridCell, ...], ...]
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """The text of one document.

    Attributes:
        name: File name, without folders.
        sha256: Hash of the file's bytes.
        lines: All lines, blank ones too, so that `lines[n - 1].number == n`.
        tables: Its tables, where the kind of document has cells; None for a text.
        margins: What its headers, footers and notes print, each once.
    """

    name: str
    sha256: str
    lines: tuple[Line, ...]
    tables: tuple[Grid, ...] | None = None
    margins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Lines without a blank one between them: a table cell, or a part of one."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """Return the lines joined by single spaces."""
        return " ".join(line.text for line in self.lines)

    @property
    def line_number(self) -> int:
        """Return the number of the first line."""
        return self.lines[0].number


def parse_lines(text: str) -> tuple[Line, ...]:
    """Parse a text into numbered lines that know which of them start a page.

    A form feed starts a page too; no-break spaces count as spaces.
    """
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    return tuple(_number_lines(lines))


def write_lines(lines: Iterable[Line]) -> str:
    """Format lines as a text that `parse_lines` reads as the same lines."""
    return "".join(f"{' ' * line.starts_page}{line.text}\n" for line in lines)


def split_blocks(lines: Iterable[Line]) -> Iterator[Block]:
    """Group lines into blocks; a blank line or the start of a page parts two."""
    gathered: list[Line] = []
    for line in lines:
        if gathered and (not line.text or line.starts_page):
            yield Block(tuple(gathered))
            gathered = []
        if line.text:
            gathered.append(line)
    if gathered:
        yield Block(tuple(gathered))


def _number_lines(texts: Iterable[str]) -> Iterator[Line]:
    # A form feed may stand on a line of its own, before the page's first words.
    after_feed = False
    for number, text in enumerate(texts, start=1):
        plain = _APART.sub(" | ", text).replace("\u00a0", " ")
        stripped = plain.strip()
        after_feed = after_feed or "\f" in plain
        starts_page = bool(stripped) and (after_feed or plain.startswith(" "))
        yield Line(number, stripped, starts_page)
        after_feed = after_feed and not stripped
