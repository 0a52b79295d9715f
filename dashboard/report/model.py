"""What a report holds: the blocks that pages drew, without markup or layout.

Both writers, of PDF and of DOCX, read only this. Every text is plain: a writer hands it
on as data, so that no sign in a title can become markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from dashboard.headless.markup import Node
    from pazanga.texts import Language

ParagraphKind = Literal["answer", "subtitle", "plain", "note", "source", "notice"]


@dataclass(frozen=True)
class TextSpan:
    """Words of one kind.

    Attributes:
        text: The words.
        style: How they stand out; `missing` stands where a value is not known.
        language: Language of words that are printed in another than the report's.
    """

    text: str
    style: Literal["plain", "strong", "small", "missing"] = "plain"
    language: Language | None = None


Line = tuple[TextSpan, ...]
"""Words on one line, which may wrap."""

Lines = tuple[Line, ...]


@dataclass(frozen=True)
class HeadingBlock:
    """A heading within a chapter.

    Attributes:
        words: The finding, or what follows.
        level: 2 below the chapter, 3 below that.
    """

    words: Line
    level: int = 2


@dataclass(frozen=True)
class ParagraphBlock:
    """A paragraph, with what it is for."""

    words: Line
    kind: ParagraphKind = "plain"


@dataclass(frozen=True)
class ReportFigure:
    """A key figure as the page shows it."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class FiguresBlock:
    """Key figures side by side."""

    figures: tuple[ReportFigure, ...]


@dataclass(frozen=True)
class ListItem:
    """A line of a list, with the shape that says its status.

    Attributes:
        lines: Its words; what explains them stands on lines of its own.
        shape: Sign before it; empty where it has none.
        status: Code of the status that the shape stands for.
    """

    lines: Lines
    shape: str = ""
    status: str = ""


@dataclass(frozen=True)
class ListBlock:
    """A list of lines."""

    items: tuple[ListItem, ...]


@dataclass(frozen=True)
class FactsBlock:
    """Names with what stands for them, a line each."""

    facts: tuple[tuple[str, Lines], ...]


@dataclass(frozen=True)
class ReportColumn:
    """A column of a table: its heading, and whether its cells are numbers."""

    label: str
    is_number: bool = False


@dataclass(frozen=True)
class TableBlock:
    """A table whose first cell of a row names it.

    Attributes:
        caption: What the table holds.
        columns: Its columns, in order.
        rows: Its cells, row by row.
        total: Its last row, of sums; empty where it has none.
    """

    caption: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[Lines, ...], ...]
    total: tuple[Lines, ...] = ()


@dataclass(frozen=True)
class PictureBlock:
    """A chart.

    Attributes:
        alt: What it shows, for those who do not see it.
        picture: The page's own markup of it; none where a block has the legend alone.
        legend: That of the legend above it; none where the picture names all.
    """

    alt: str
    picture: Node | None
    legend: Node | None = None


Block = (
    HeadingBlock
    | ParagraphBlock
    | FiguresBlock
    | ListBlock
    | FactsBlock
    | TableBlock
    | PictureBlock
)


@dataclass(frozen=True)
class Chapter:
    """A chapter of a report: its title, and its blocks in order."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class CouncilReport:
    """A whole report.

    Attributes:
        language: Language it is written in.
        title: What it is a report of.
        kicker: What kind of document it is.
        lead: What the plan is, in one line; may be empty.
        facts: What stands on the cover.
        source: Source and date of the data, for every page.
        chapters: Its chapters, in order.
        warning: What stands on the cover where data are made up; empty otherwise.
        mark: The same for every page.
        contents: Title of the table of contents.
        published_at: Moment of the data; a file made again of them is the same.
    """

    language: Language
    title: str
    kicker: str
    lead: str
    facts: FactsBlock
    source: str
    published_at: datetime
    chapters: tuple[Chapter, ...]
    warning: str = ""
    mark: str = ""
    contents: str = ""


def join_words(line: Line) -> str:
    """Return the words of a line without their styles."""
    return "".join(span.text for span in line)
