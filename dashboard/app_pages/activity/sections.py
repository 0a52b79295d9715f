"""Sections of the page of an activity that may have nothing to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.app_pages.activity import payments as rows
from dashboard.app_pages.activity import tables
from dashboard.kit.blocks import blocks, choices
from dashboard.kit.blocks.downloads import make_sheet, render_downloads
from dashboard.kit.html import render_html
from dashboard.kit.proofs.cells.cell import prove_cell
from dashboard.kit.proofs.sentence import prove

if TYPE_CHECKING:
    from dashboard.app_pages.activity.queries import ActivityFacts
    from dashboard.kit.screen import Screen


def render_links(activity: ActivityFacts, screen: Screen) -> None:
    """Draw what the activity has to do with others, or that nothing is named."""
    say = screen.words("activity")
    if activity.links.is_empty():
        blocks.render_heading(say("links.title"))
        blocks.render_notes([say("links.none")])
        return
    links = tables.write_links(activity.links, screen)
    blocks.render_folded(say("links.title"), say("links.subtitle"), links)


def render_decisions(activity: ActivityFacts, screen: Screen) -> None:
    """Draw what decisions changed and what later files corrected."""
    say = screen.words("activity")
    if count := activity.changes.height:
        blocks.render_heading(say("changes.title", count=count))
        render_html(
            tables.write_changes(activity.changes, activity.row["activity_key"], screen)
        )
    else:
        blocks.render_heading(say("changes.none"))
        blocks.render_notes([say("changes.none_note")])
    if count := activity.revisions.height:
        blocks.render_heading(say("revisions.title", count=count))
        blocks.render_notes([say("revisions.note")])
        render_html(tables.write_revisions(activity.revisions, screen))


def render_payments(activity: ActivityFacts, screen: Screen) -> None:
    """Draw the payments with their downloads, or that none is reported."""
    say = screen.words("activity.payments")
    count = activity.payments.height
    if not count:
        blocks.render_heading(say("none"))
        return
    key = activity.row["activity_key"]
    proof = prove_cell("rpt_expenditure.rows", count, activity_key=key)
    title = prove(say("title", count=count), proof)
    blocks.render_heading(title, say("subtitle"))
    number = activity.row["activity_number"]
    sheet = make_sheet(
        "activity.payments",
        rows.say_phases(activity.payments, screen),
        rows.list_sheet_columns(screen),
        say("sheet.filters", number=number, title=activity.row["activity_title"]),
        screen,
    )
    render_downloads(screen, sheet)
    place = st.container()
    labels = say("more", count=count), say("less")
    most = choices.choose_rows(screen, "payments", count, rows.ROWS, labels)
    with place:
        shown = activity.payments.head(most)
        render_html(rows.write_payments(shown, screen))


def render_findings(activity: ActivityFacts, screen: Screen) -> None:
    """Draw what does not add up about the activity, or that nothing was found."""
    say = screen.words("activity")
    if count := activity.findings.height:
        found = tables.write_findings(activity.findings, screen)
        blocks.render_fold(say("findings.title", count=count), found)
    else:
        blocks.render_heading(say("findings.none"))
