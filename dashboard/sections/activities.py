"""The table of activities with its downloads, as a section of the spending page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.components import blocks, choices
from dashboard.components.downloads import render_downloads
from dashboard.components.html import render_html
from dashboard.views import spending as view
from dashboard.views.spending_table import ROWS, make_sheet, write_activities

if TYPE_CHECKING:
    import polars as pl

    from dashboard.screen import Screen


def render_table(
    screen: Screen, activities: pl.DataFrame, totals: dict[str, Any], filters: str
) -> None:
    """Draw the table, its order, its downloads, and the button that shows all of it.

    Args:
        screen: Language, plan and snapshot.
        activities: What `fetch_activities` gives; not empty.
        totals: What `fetch_totals` gives for the same filter.
        filters: The sentence of active filters.
    """
    say = screen.words("spending")
    blocks.render_heading(say("table.title", count=activities.height))
    choices.choose_view("sort", say("table.sort"), view.label_sortings(screen))
    render_downloads(screen, make_sheet(activities, filters, screen))
    place = st.container()
    more = say("table.more", count=activities.height)
    is_long = activities.height <= ROWS or choices.choose_length(
        "table", more, say("table.less")
    )
    with place:
        shown = activities if is_long else activities.head(ROWS)
        render_html(write_activities(shown, totals, screen))
