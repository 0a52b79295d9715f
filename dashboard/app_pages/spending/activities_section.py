"""The table of activities with its downloads, as a section of the spending page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.app_pages.spending import summary as view
from dashboard.app_pages.spending.table import (
    ROWS,
    list_sheet_columns,
    write_activities,
)
from dashboard.kit.blocks import blocks, choices
from dashboard.kit.blocks.downloads import make_sheet, render_downloads
from dashboard.kit.cache.drawn import take_drawn
from dashboard.kit.html import render_html
from dashboard.kit.proofs.proof import make_proof
from dashboard.kit.proofs.sentence import prove

if TYPE_CHECKING:
    import polars as pl

    from dashboard.kit.filters import SpendingFilter
    from dashboard.kit.screen import Screen


def render_table(
    screen: Screen,
    chosen: SpendingFilter,
    activities: pl.DataFrame,
    totals: dict[str, Any],
    filters: str,
) -> None:
    """Draw the table, its order, its downloads, and the button that shows all of it.

    Args:
        screen: Language, plan and snapshot.
        chosen: What the page is narrowed to.
        activities: What `query_activities` gives; not empty.
        totals: What `query_totals` gives for the same filter.
        filters: The sentence of active filters.
    """
    say = screen.words("spending")
    counted = make_proof("activities", activities.height, chosen)
    blocks.render_heading(prove(say("table.title", count=activities.height), counted))
    columns = list_sheet_columns(screen)
    sheet = make_sheet("spending", activities, columns, filters, screen)
    with blocks.open_row("table_row"):
        label = say("table.sort")
        sort = choices.choose_view(screen, "sort", label, view.label_sortings)
        render_downloads(screen, sheet)
    place = st.container()
    count = activities.height
    labels = say("table.more", count=count), say("table.less")
    most = choices.choose_rows(screen, "table", count, ROWS, labels)
    table = take_drawn(
        screen,
        "spending.activities",
        (chosen, sort, most),
        lambda: write_activities(activities.head(most), totals, chosen, screen),
    )
    with place:
        render_html(table)
