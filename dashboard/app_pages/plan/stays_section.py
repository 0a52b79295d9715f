"""The section of the page on what stays after the plan."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from dashboard.app_pages.plan import stays as view
from dashboard.kit.blocks import blocks
from dashboard.kit.blocks.downloads import make_sheet, render_downloads
from dashboard.kit.html import render_html, tag

if TYPE_CHECKING:
    from dashboard.app_pages.plan.stays_queries import PlanStays
    from dashboard.kit.screen import Screen


def render_stays(stays: PlanStays, screen: Screen) -> None:
    """Draw what stays, who pays for it, and what nobody has said yet.

    Args:
        stays: What `query_stays` gives.
        screen: Language, plan and snapshot.
    """
    say = screen.words("plan")
    title = view.write_title(stays, screen)
    blocks.render_heading(title, view.write_answered(stays, screen))
    if stays.staying.height:
        owners = view.write_owners(stays, screen)
        _render_fold(say("stays.owners", year=stays.year), owners)
        staying = view.write_staying(stays.staying, screen)
        _render_fold(say("stays.list"), staying)
    render_html(view.write_notes(stays, screen))
    folds = (
        ("ended_summary", stays.ended.height, view.write_ended),
        ("unanswered", stays.unanswered.height, view.write_unanswered),
    )
    for name, count, write in folds:
        if count:
            _render_fold(say(f"stays.{name}", count=count), write(stays, screen))
    if stays.totals["answered_count"]:
        rows = view.say_outcomes(stays.activities, screen)
        columns = view.list_sheet_columns(screen)
        sheet = make_sheet("plan.stays", rows, columns, "", screen)
        render_downloads(screen, sheet)
    render_html(blocks.write_source(screen, "block.loaded_source"))


def _render_fold(title: str, markup: str) -> None:
    render_html(tag("details", tag("summary", escape(title)), markup))
