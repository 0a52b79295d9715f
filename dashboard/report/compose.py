"""Puts a report together from what the pages of a plan say; it computes no figure."""

from __future__ import annotations

from contextlib import closing
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import dashboard.kit
from dashboard.headless.addresses import PageAddress
from dashboard.headless.drawn_page import run_page
from dashboard.kit.sql_files import read_sql
from dashboard.report import cover
from dashboard.report.model import Chapter, HeadingBlock, ParagraphBlock, TextSpan
from dashboard.report.paper import fit_paper
from dashboard.report.reading import find_lead, read_blocks
from dashboard.report.sections import DOCUMENT, ENDING, SOURCES, SUMMARY, WHOLE
from pazanga.errors import ReportError
from pazanga.texts import text
from warehouse.connection import open_snapshot, query_frame
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.headless.drawn_page import DrawnPage
    from dashboard.kit.screen import Screen
    from dashboard.report.model import Block, CouncilReport
    from dashboard.report.sections import ReportSection
    from pazanga.settings import Settings
    from pazanga.texts import Language

PLANS: Final = Path(dashboard.kit.__file__).with_name("plans.sql")

_SAID: Final = 60
"""Characters of a code that a message repeats."""

_TRIES: Final = 3
"""So many times pages are drawn where new data are published meanwhile."""


def build_report(
    settings: Settings, plan: str, sections: Sequence[ReportSection], language: Language
) -> CouncilReport:
    """Build the report on a plan: a cover, the summary, sections, what it stands on.

    Args:
        settings: Which home.
        plan: Code of the plan.
        sections: What was asked for, in order.
        language: Language of the report.

    Raises:
        ReportError: There is no such plan, or data change all the time.
        NoSnapshot: Nothing was published yet.
        UnreadableError: What is published cannot be read.
        PageError: A page cannot be shown.
    """
    _check_plan(settings, plan, language)
    pages = _draw_pages(settings, plan, (SUMMARY, *sections, ENDING, SOURCES), language)
    screen = pages[SUMMARY.page].screen
    summary, ending, document, sources = (
        _read_section(pages, one) for one in (SUMMARY, ENDING, DOCUMENT, SOURCES)
    )
    last = (
        *cover.list_method(screen),
        *cover.list_unknown(summary, ending, document, screen),
        *document,
        *takewhile(lambda block: not _is_folded(block), sources),
    )
    chapters = [_build_chapter(pages, one, screen) for one in (SUMMARY, *sections)]
    chapters.append(_make_chapter("method", last, screen))
    lead = find_lead(piece.markup for piece in pages[SUMMARY.page].pieces)
    return cover.make_report(tuple(chapters), document, lead, screen)


def _check_plan(settings: Settings, plan: str, language: Language) -> None:
    """Check that the current snapshot has a plan.

    Raises:
        ReportError: It has not; names those it has.
    """
    connection = open_snapshot(read_current(settings.warehouse_dir).path)
    with closing(connection):
        plans = query_frame(connection, read_sql(PLANS), {"language": language})
    codes = list(plans["plan_code"])
    if plan not in codes:
        known = ", ".join(sorted(codes))
        raise ReportError("plan_unknown", plan=plan[:_SAID], plans=known)


def _draw_pages(
    settings: Settings, plan: str, sections: Sequence[ReportSection], language: Language
) -> dict[str, DrawnPage]:
    """Draw the pages of sections, each once, all of one snapshot.

    Raises:
        ReportError: Other data were published meanwhile, each time.
    """
    given = (("plan", plan), ("lang", language))
    names = dict.fromkeys(section.page for section in sections)
    for _ in range(_TRIES):
        pages = {
            name: run_page(settings, PageAddress(name, given), WHOLE) for name in names
        }
        if len({page.screen.snapshot.name for page in pages.values()}) == 1:
            return pages
    raise ReportError("changing")


def _read_section(
    pages: Mapping[str, DrawnPage], section: ReportSection
) -> tuple[Block, ...]:
    """Read what a section takes of its page."""
    page = pages[section.page]
    unnamed = page.screen.words("kit")("block.table")
    return tuple(
        block
        for piece in page.pieces
        if not section.takes or piece.block in section.takes
        if piece.block not in section.leaves
        for block in read_blocks(piece.markup, unnamed)
    )


def _is_folded(block: Block) -> bool:
    """Whether it begins what stands behind one more click: that is for engineers."""
    return isinstance(block, HeadingBlock) and block.level > HeadingBlock.level


def _build_chapter(
    pages: Mapping[str, DrawnPage], section: ReportSection, screen: Screen
) -> Chapter:
    """Build a chapter; where its page has nothing to say yet, that is said."""
    blocks = _read_section(pages, section)
    if not blocks:
        said = text("dashboard.report", f"absent.{section.name}", screen.language)
        blocks = (ParagraphBlock((TextSpan(said),)),)
    return _make_chapter(section.name, blocks, screen)


def _make_chapter(name: str, blocks: Sequence[Block], screen: Screen) -> Chapter:
    title = text("dashboard.report", f"sections.{name}", screen.language)
    return Chapter(title, fit_paper(blocks, screen))
