"""What is late and what is forecast, as sections of the spending page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.app_pages.spending import absorption as view
from dashboard.app_pages.spending import absorption_queries as queries
from dashboard.kit.blocks import blocks, choices
from dashboard.kit.html import render_html
from dashboard.kit.proofs.sentence import prove

if TYPE_CHECKING:
    import polars as pl

    from dashboard.app_pages.spending.coverage import Coverage
    from dashboard.kit.filters import SpendingFilter
    from dashboard.kit.screen import Screen

LATE: Final = 3
"""Late activities before a reader asks for all."""


def render_attention(
    screen: Screen,
    chosen: SpendingFilter,
    attention: pl.DataFrame,
    coverage: Coverage,
) -> None:
    """Draw the activities that are late, behind or overspent, the first few.

    Args:
        screen: Language, plan and snapshot.
        chosen: What the page is narrowed to.
        attention: What `query_attention` gives for it.
        coverage: What `query_coverage` gives for the plan.
    """
    say = screen.words("spending.absorption")
    untold = queries.count_untold(screen.snapshot.path, chosen)
    title = view.write_late_title(attention, untold, coverage, chosen, screen)
    blocks.render_heading(title)
    notes = []
    if untold:
        notes.append(say("late.untold", count=untold))
    if not coverage.is_enough:
        silent = say("late.silent", count=coverage.silent_count)
        notes.append(prove(silent, coverage.prove_silent()))
    if chosen.list_active() and attention.height:
        notes.append(say("late.whole"))
    blocks.render_notes(notes)
    if attention.height:
        place = st.container()
        count = attention.height
        labels = say("late.more", count=count), say("late.less")
        most = choices.choose_rows(screen, "late", count, LATE, labels)
        with place:
            render_html(view.write_attention(attention.head(most), screen))
    blocks.render_method(say("late.how"), [say("late.method")])


def render_forecast(screen: Screen, chosen: SpendingFilter) -> None:
    """Draw the forecast of the whole plan, folded under what it says."""
    say = screen.words("spending.absorption")
    path, plan = screen.snapshot.path, screen.plan_code
    forecast = queries.query_forecast(path, plan, screen.language)
    notes = [say("forecast.method"), *view.list_forecast_notes(forecast, screen)]
    if chosen.list_active():
        notes.append(say("forecast.whole"))
    title = view.write_forecast_title(forecast, screen)
    table = view.write_forecast(forecast, screen)
    blocks.render_fold(title, table, blocks.write_notes(notes))
