"""Spent money beside the plan, as a section of the spending page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.components import blocks, choices
from dashboard.components.figures import render_figures
from dashboard.components.html import render_html
from dashboard.queries import absorption as queries
from dashboard.views import absorption as view
from dashboard.views import absorption_charts as charts

if TYPE_CHECKING:
    from dashboard.filters import SpendingFilter
    from dashboard.screen import Screen

LARGEST: Final = 12
"""Groups of the picture: more would be a table."""

LATE: Final = 10
"""Late activities before a reader asks for all."""


def render_absorption(screen: Screen, chosen: SpendingFilter, filters: str) -> None:
    """Draw what is spent, where it is late and what is forecast; or how to load it.

    Args:
        screen: Language, theme, plan and snapshot.
        chosen: What the page is narrowed to.
        filters: The sentence of active filters.
    """
    say = screen.words("absorption")
    totals = queries.fetch_totals(screen.snapshot.path, chosen)
    if totals["reported_until_date"] is None:
        blocks.render_notes([say("none")])
        return
    blocks.render_heading(view.write_answer(totals, screen), say("subtitle"))
    render_figures(view.list_figures(totals, screen))
    if chosen.school:
        blocks.render_notes([say("school.whole")])
    if totals["executed_net_eur"] is not None:
        _render_split(screen, chosen, filters)
    _render_attention(screen, chosen)
    _render_forecast(screen, chosen)


def _render_split(screen: Screen, chosen: SpendingFilter, filters: str) -> None:
    say, path = screen.words("absorption"), screen.snapshot.path
    split = choices.choose_view(
        "absorption", say("split.by"), view.label_splits(screen)
    )
    if split == "month":
        months = queries.fetch_months(path, chosen, screen.language)
        blocks.render_chart(screen, charts.view_months(months, screen, filters))
        return
    groups = queries.fetch_groups(path, chosen, screen.language, split, largest=LARGEST)
    if groups.is_empty():
        blocks.render_notes([say("school.nothing")])
    elif split == "school":
        blocks.render_chart(screen, charts.view_schools(groups, screen, filters))
    else:
        chart = charts.view_groups(groups, split, screen, filters)
        blocks.render_chart(screen, chart)


def _render_attention(screen: Screen, chosen: SpendingFilter) -> None:
    say = screen.words("absorption")
    attention = queries.fetch_attention(screen.snapshot.path, chosen)
    untold = queries.count_untold(screen.snapshot.path, chosen)
    title = view.write_late_title(attention, untold, screen)
    blocks.render_heading(title, say("late.method"))
    if untold:
        blocks.render_notes([say("late.untold", count=untold)])
    if attention.is_empty():
        return
    if chosen.list_active():
        blocks.render_notes([say("late.whole")])
    place = st.container()
    count = attention.height
    more = say("late.more", count=count)
    is_long = count <= LATE or choices.choose_length("late", more, say("late.less"))
    with place:
        shown = attention if is_long else attention.head(LATE)
        render_html(view.write_attention(shown, screen))


def _render_forecast(screen: Screen, chosen: SpendingFilter) -> None:
    say = screen.words("absorption")
    path, plan = screen.snapshot.path, screen.plan_code
    forecast = queries.fetch_forecast(path, plan, screen.language)
    title = view.write_forecast_title(forecast, screen)
    blocks.render_heading(title, say("forecast.method"))
    if chosen.list_active():
        blocks.render_notes([say("forecast.whole")])
    if table := view.write_forecast(forecast, screen):
        render_html(table)
    blocks.render_notes(view.list_forecast_notes(forecast, screen))
