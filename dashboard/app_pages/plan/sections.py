"""What a plan prints beside its activities, section by section."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.app_pages.plan import ending, schedule, tables
from dashboard.app_pages.plan.facts import write_facts
from dashboard.kit.blocks import blocks, choices
from dashboard.kit.html import render_html, tag
from dashboard.kit.proofs.sentence import write_sentence

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    import polars as pl

    from dashboard.app_pages.plan.ending_queries import PlanEnd
    from dashboard.app_pages.plan.queries import PlanTables
    from dashboard.kit.screen import Screen


def render_ending(end: PlanEnd, last_day: date, screen: Screen) -> None:
    """Draw what became of the plan: paid, reached, and what is not known.

    Args:
        end: What `query_end` gives.
        last_day: Last day of the plan, which has passed.
        screen: Language, plan and snapshot.
    """
    say = screen.words("plan")
    statuses = set(end.indicators["end_status_code"]) - {"not_measured"}
    is_known = statuses or end.indicators["later_value"].is_not_null().any()
    reached = ending.write_reached(end, screen) if is_known else ""
    blocks.render_heading(ending.write_ending(end, last_day, screen), reached)
    if unknown := ending.list_unknown(end, last_day, screen):
        items = (tag("li", write_sentence(sentence, screen)) for sentence in unknown)
        title = tag("strong", escape(say("ending.unknown")))
        render_html(title + tag("ul", *items))
    tables_of = (
        ("paid_summary", end.activities, ending.write_paid),
        ("indicators_summary", end.indicators, ending.write_indicators),
    )
    for name, frame, write in tables_of:
        if frame.height:
            summary = tag("summary", escape(say(f"ending.{name}", count=frame.height)))
            render_html(tag("details", summary, write(frame, screen)))
    render_html(blocks.write_source(screen, "block.loaded_source"))


def render_schedule(
    activities: pl.DataFrame,
    changes: pl.DataFrame,
    screen: Screen,
    *,
    is_folded: bool,
) -> None:
    """Draw activities in time, the dearest first, and name how many have no period.

    Args:
        activities: What `query_schedule` gives.
        changes: What decisions changed.
        screen: Language, plan and snapshot.
        is_folded: Whether only the finding shows: the plan is over.
    """
    say = screen.words("plan")
    dated = schedule.select_dated(activities)
    undated = activities.height - dated.height
    notes = [say("schedule.undated", count=undated)] if undated else []
    if dated.is_empty():
        blocks.render_heading(say("schedule.heading"))
        blocks.render_notes(notes)
        return
    place = st.container()
    labels = say("schedule.more", count=dated.height), say("schedule.less")
    count = choices.choose_rows(screen, "schedule", dated.height, schedule.ROWS, labels)
    with place:
        chart = schedule.view_schedule(dated, changes, count, screen)
        blocks.render_chart(screen, replace(chart, is_folded=is_folded))
        blocks.render_notes(notes)


def render_tables(printed: PlanTables, screen: Screen) -> None:
    """Draw totals, partners, risks, principles, facts and decisions.

    Args:
        printed: What `query_tables` gives.
        screen: Language, plan and snapshot.
    """
    say = screen.words("plan")
    _render(say("totals.title"), printed.totals, tables.write_totals, screen)
    title = say("partners.title", count=printed.partners.height)
    _render(title, printed.partners, tables.write_partners, screen)
    title = say("risks.title", count=printed.risks.height)
    _render(title, printed.risks, tables.write_risks, screen)
    _render(
        say("principles.title"), printed.principles, tables.write_principles, screen
    )
    _render(say("facts.title"), printed.facts, write_facts, screen)
    title = say("changes.title")
    _render(title, printed.changes, tables.write_changes, screen, "changes.none")


def _render(
    title: str,
    frame: pl.DataFrame,
    write: Callable[[pl.DataFrame, Screen], str],
    screen: Screen,
    none: str = "none",
) -> None:
    """Draw a table behind its title, or say that the plan has no rows for it."""
    if frame.is_empty():
        blocks.render_heading(title, screen.words("plan")(none))
    else:
        blocks.render_fold(title, write(frame, screen))
