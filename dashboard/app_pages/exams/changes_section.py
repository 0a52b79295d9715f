"""One series of figures, as a section of the exams page: its change and its table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.app_pages.exams import queries
from dashboard.app_pages.exams.changes import view_changes
from dashboard.app_pages.exams.matrix import (
    head_matrix,
    is_gap,
    list_series,
    write_matrix,
)
from dashboard.app_pages.exams.summary import label_series, label_sortings
from dashboard.kit.blocks import blocks, choices
from dashboard.kit.cache.drawn import take_drawn
from dashboard.kit.html import render_html

if TYPE_CHECKING:
    import polars as pl

    from dashboard.app_pages.exams.queries import Order
    from dashboard.kit.filters import ExamFilter
    from dashboard.kit.screen import Screen


def render_series(screen: Screen, chosen: ExamFilter, source: str) -> None:
    """Draw the series a reader chooses: how schools changed, and every figure.

    Args:
        screen: Language, plan and snapshot.
        chosen: What the page is narrowed to.
        source: Name of the text that says the source.
    """
    path, say = screen.snapshot.path, screen.words("exams")

    def label(screen: Screen) -> dict[str, str]:
        spoken = queries.query_spreads(path, chosen, screen.language)
        return take_drawn(
            screen,
            "exams.series",
            chosen,
            lambda: label_series(list_series(spoken), screen),
        )

    heading_place = st.container()
    with blocks.open_row("series_row"):
        series = choices.choose_view(
            screen, "series", say("change.choose"), label, is_list=True
        )
        by = say("table.sort")
        order = choices.choose_view(screen, "exam_sort", by, label_sortings)
    own = queries.query_series_results(path, chosen, screen.language, series)
    if own.height:
        with heading_place:
            blocks.render_heading(*head_matrix(own, screen))
        matrix = take_drawn(
            screen,
            "exams.matrix",
            (chosen, series, order),
            lambda: write_matrix(sort_results(own, order), screen),
        )
        render_html(matrix)
    moves = queries.query_moves(path, chosen, screen.language)
    changes = queries.query_changes(path, chosen, screen.language, series)
    if changes.height and not is_gap(series):
        chart = take_drawn(
            screen,
            "exams.changes",
            (chosen, series),
            lambda: view_changes(changes, moves, screen),
        )
        blocks.render_chart(screen, replace(chart, source=source))


def sort_results(results: pl.DataFrame, order: Order) -> pl.DataFrame:
    """Sort figures of a series by school, or by the latest value, the highest first."""
    if order == "code":
        return results.sort("school_order", "school_year", descending=[False, True])
    return results.sort("school_year", "value", descending=True, nulls_last=True)
