"""Changes: what differs since a day or a snapshot, before and after."""

import streamlit as st

from dashboard.access.readers import read_own_home
from dashboard.app_pages.changes import log
from dashboard.app_pages.changes import summary as view
from dashboard.app_pages.changes import table as tables
from dashboard.app_pages.changes.comparison import ComparedStates, compare_snapshots
from dashboard.app_pages.changes.queries import query_totals
from dashboard.app_pages.changes.since import (
    Earlier,
    Since,
    find_since,
    list_earlier,
    see_as,
)
from dashboard.kit import address
from dashboard.kit.blocks import blocks, choices
from dashboard.kit.blocks.downloads import make_sheet, render_downloads
from dashboard.kit.blocks.figures import render_figures
from dashboard.kit.html import render_html
from dashboard.kit.screen import read_screen

FEW = 4

screen = read_screen()
say = screen.words("changes")
path, plan = screen.snapshot.path, screen.plan_code
settings = read_own_home()
warehouse = settings.published_dir

query_totals(path, plan)
kept = list_earlier(warehouse, screen.snapshot)
asked = next(iter(address.read_values("since")), "")
since = see_as(settings, find_since(asked, kept, screen.snapshot, warehouse))
title = say("title", plan=screen.plan_name)


def render_choice() -> None:
    """Draw the choice of what is compared with; a day is asked for by the address."""
    label, hint = say("choose.label"), say("choose.hint")
    options = view.label_options(since, asked, kept, screen)
    choices.choose_item(screen, "since", label, hint, options)


def render_topics(comparison: ComparedStates, earlier: Earlier) -> None:
    """Draw a table a topic that differs."""
    for one in comparison.topics:
        if not (count := len(one.differences)):
            continue
        name = one.topic.name
        blocks.render_heading(say(f"heading.{name}", count=count), say(f"help.{name}"))
        labels = (say("more", count=count), say("fewer", count=FEW))
        place = st.container()
        shown = choices.choose_rows(screen, f"changes_{name}", count, FEW, labels)
        with place:
            rows = one.differences[:shown]
            render_html(tables.write_differences(rows, earlier, screen))


def render_sheet(comparison: ComparedStates, earlier: Earlier) -> None:
    """Draw the buttons to take all differences away."""
    if found := [found for one in comparison.topics for found in one.differences]:
        columns = tables.list_sheet_columns(earlier, screen)
        said = tables.say_differences(found, screen)
        render_downloads(screen, make_sheet("changes", said, columns, "", screen))


def render_comparison(since: Since, earlier: Earlier) -> None:
    """Draw what differs from an earlier snapshot."""
    comparison = compare_snapshots(str(earlier.path), path, plan)
    blocks.render_answer(title, view.write_answer(comparison, since, earlier, screen))
    render_choice()
    render_figures(view.list_figures(comparison, earlier, screen))
    blocks.render_notes(view.list_notes(comparison, since, earlier, screen))
    render_sheet(comparison, earlier)
    render_topics(comparison, earlier)


if since.earlier:
    render_comparison(since, since.earlier)
else:
    blocks.render_answer(title, view.write_refusal(since, asked, kept, screen))
    if kept:
        render_choice()
if kept:
    publications = log.list_publications(kept, screen, warehouse)
    heading = say("log.title", count=len(publications))
    table = log.write_log(publications, screen)
    blocks.render_folded(heading, say("log.subtitle"), table)
