"""One indicator in detail, as a section of the targets page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.components import blocks, choices
from dashboard.components.html import render_html
from dashboard.queries.measurements import fetch_measurements, fetch_pace
from dashboard.views.indicator import write_activities, write_findings, write_indicator
from dashboard.views.indicator_charts import view_money, view_trend
from dashboard.views.measurements import (
    list_periods,
    write_measurements,
    write_pace,
    write_schools,
)

if TYPE_CHECKING:
    import polars as pl

    from dashboard.queries.indicators import Indicator
    from dashboard.screen import Screen

ACTIVITIES: Final = 12
"""Activities of an indicator before a reader asks for all."""


def render_indicator(
    indicator: Indicator, overlap: float | None, screen: Screen
) -> None:
    """Draw an indicator: facts, way in time, money, activities, findings.

    Args:
        indicator: What `fetch_indicator` gives.
        overlap: How many indicators an activity names on average.
        screen: Language, theme and snapshot.
    """
    say = screen.words("targets")
    render_html(write_indicator(indicator, screen))
    if trend := view_trend(indicator, screen):
        blocks.render_chart(screen, trend)
    else:
        blocks.render_notes([say("trend.none")])
    _render_measurements(indicator, screen)
    if money := view_money(indicator, overlap, screen):
        blocks.render_chart(screen, money)
    _render_activities(indicator, screen)
    if count := indicator.findings.height:
        blocks.render_heading(say("findings.title", count=count))
        render_html(write_findings(indicator.findings, screen))


def _render_measurements(indicator: Indicator, screen: Screen) -> None:
    say, number = screen.words("measurements"), indicator.row["indicator_number"]
    path, plan = screen.snapshot.path, screen.plan_code
    measurements = fetch_measurements(path, plan, number)
    if measurements.is_empty():
        blocks.render_notes([say("none")])
        return
    whole = measurements.filter(measurements["school_code"].is_null())
    if whole.height:
        blocks.render_heading(say("title", count=whole.height), say("subtitle"))
        if pace := fetch_pace(path, plan, number):
            blocks.render_notes([write_pace(pace, screen)])
        render_html(write_measurements(whole, screen))
    schools = measurements.filter(measurements["school_code"].is_not_null())
    if schools.height:
        _render_schools(schools, screen)


def _render_schools(schools: pl.DataFrame, screen: Screen) -> None:
    say = screen.words("measurements")
    title = say("schools.title", count=schools["school_code"].n_unique())
    blocks.render_heading(title, say("schools.subtitle"))
    render_html(write_schools(schools, screen))
    blocks.render_notes([say("schools.note", count=len(list_periods(schools)))])


def _render_activities(indicator: Indicator, screen: Screen) -> None:
    say = screen.words("targets")
    count = indicator.activities.height
    place = st.container()
    is_long = count <= ACTIVITIES or choices.choose_length(
        "activities", say("activities.more", count=count), say("activities.less")
    )
    with place:
        shown = indicator.activities.head(count if is_long else ACTIVITIES)
        render_html(write_activities(shown, screen))
