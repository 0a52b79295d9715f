"""Fits blocks of a page to paper: long tables and lists are cut, and that is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from dashboard.report.model import (
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    TableBlock,
    TextSpan,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.kit.screen import Screen
    from dashboard.report.model import Block

MOST_ROWS: Final = 20
"""Rows of a table and lines of a list: about half a page."""

FEW_MORE: Final = 5
"""Rows beyond these that are no reason to cut: a reader would miss them for nothing."""


def fit_paper(blocks: Sequence[Block], screen: Screen) -> tuple[Block, ...]:
    """Return the blocks of a chapter as paper holds them.

    Args:
        blocks: As they were read.
        screen: Language.
    """
    return tuple(_fit(blocks, screen))


def _fit(blocks: Sequence[Block], screen: Screen) -> Iterator[Block]:
    level = 1
    for block in blocks:
        if isinstance(block, HeadingBlock):
            # A reader that jumps from heading to heading must miss no level.
            level = min(block.level, level + 1)
            yield replace(block, level=level)
        elif isinstance(block, TableBlock) and _is_long(block.rows):
            yield replace(block, rows=block.rows[:MOST_ROWS])
            yield _say_cut(len(block.rows), screen)
        elif isinstance(block, ListBlock) and _is_long(block.items):
            yield replace(block, items=block.items[:MOST_ROWS])
            yield _say_cut(len(block.items), screen)
        else:
            yield block


def _is_long(rows: Sequence[object]) -> bool:
    return len(rows) > MOST_ROWS + FEW_MORE


def _say_cut(count: int, screen: Screen) -> ParagraphBlock:
    say = screen.words("kit")
    said = say("rows.on_paper", count=count, few=MOST_ROWS)
    return ParagraphBlock((TextSpan(said),), "note")
