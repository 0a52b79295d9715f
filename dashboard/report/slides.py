"""What a presentation shows: of a report, one finding a screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from dashboard.report.model import (
    FiguresBlock,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    PictureBlock,
    TableBlock,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.report.model import Block, Chapter, CouncilReport, Line

MOST_ROWS: Final = 6
"""Rows of a table that a room can read from a screen."""

MOST_ITEMS: Final = 8
"""Lines of a list that fit on a screen."""


@dataclass(frozen=True)
class Slide:
    """One screen.

    Attributes:
        chapter: Title of the chapter that it belongs to.
        title: The finding; the answer of the page on the first slide of a chapter.
        blocks: What shows it, in order.
        cut_to: Rows or lines that are left of a longer table or list; 0 if all are.
    """

    chapter: str
    title: Line
    blocks: tuple[Block, ...]
    cut_to: int = 0


def list_slides(report: CouncilReport) -> list[Slide]:
    """List the slides of a report, its cover and its end aside.

    The last chapter, on method and sources, is for reading: it has none. What stands
    below a finding, under headings of its own, stays with the report, too.
    """
    return [
        slide for chapter in report.chapters[:-1] for slide in _list_of_chapter(chapter)
    ]


def _list_of_chapter(chapter: Chapter) -> Iterator[Slide]:
    for title, blocks in _split(chapter.blocks):
        slide = _make_slide(chapter.title, title, blocks)
        if slide is not None:
            yield slide


def _split(blocks: Sequence[Block]) -> Iterator[tuple[Line, list[Block]]]:
    """Split a chapter at its findings; details below them are left out."""
    title: Line = ()
    part: list[Block] = []
    is_detail = False
    for block in blocks:
        if isinstance(block, HeadingBlock):
            is_detail = block.level > HeadingBlock.level
            if not is_detail:
                yield title, part
                title, part = block.words, []
        elif isinstance(block, ParagraphBlock) and block.kind == "answer":
            title = block.words
        elif not is_detail:
            part.append(block)
    yield title, part


def _make_slide(chapter: str, title: Line, blocks: Sequence[Block]) -> Slide | None:
    """Make the slide of a finding; none of what has nothing to show."""
    shown: list[Block] = []
    cut_to = 0
    for block in blocks:
        if isinstance(block, TableBlock):
            is_cut = len(block.rows) > MOST_ROWS
            cut_to = MOST_ROWS if is_cut else cut_to
            shown.append(_cut_table(block) if is_cut else block)
        elif isinstance(block, ListBlock):
            shown.append(ListBlock(block.items[:MOST_ITEMS]))
            cut_to = MOST_ITEMS if len(block.items) > MOST_ITEMS else cut_to
        elif not isinstance(block, ParagraphBlock) or _is_said(block):
            shown.append(block)
    kinds = (FiguresBlock, ListBlock, PictureBlock, TableBlock)
    if not title or not any(isinstance(one, kinds) for one in shown):
        return None
    return Slide(chapter, title, tuple(shown), cut_to)


def _cut_table(block: TableBlock) -> TableBlock:
    """Return the first rows of a table; no total stands under a part of them."""
    return replace(block, rows=block.rows[:MOST_ROWS], total=())


def _is_said(block: ParagraphBlock) -> bool:
    """Whether words belong to a screen: what a chart shows, and warnings."""
    return block.kind in {"subtitle", "plain", "notice"}
