"""What is known of one indicator, section by section."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.app_pages.indicator.charts import view_money, view_trend
from dashboard.app_pages.indicator.measurements import (
    list_periods,
    prove_pace,
    write_measurements,
    write_pace,
    write_schools,
)
from dashboard.app_pages.indicator.measurements_queries import (
    query_measurements,
    query_pace,
)
from dashboard.app_pages.indicator.summary import (
    prove_counted,
    write_activities,
    write_findings,
    write_indicator,
)
from dashboard.kit.blocks import blocks, choices
from dashboard.kit.html import render_html
from dashboard.kit.proofs.cells.cell import prove_cell
from dashboard.kit.proofs.sentence import prove

if TYPE_CHECKING:
    import polars as pl

    from dashboard.app_pages.indicator.queries import IndicatorFacts
    from dashboard.kit.screen import Screen

ACTIVITIES: Final = 4
"""Activities of an indicator before a reader asks for all."""


def render_indicator(
    indicator: IndicatorFacts, overlap: float | None, screen: Screen
) -> None:
    """Draw an indicator: facts, way in time, money, activities, findings.

    Args:
        indicator: What `query_indicator` gives.
        overlap: How many indicators an activity names on average.
        screen: Language, theme and snapshot.
    """
    say = screen.words("indicator")
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


def _render_measurements(indicator: IndicatorFacts, screen: Screen) -> None:
    say, number = (
        screen.words("indicator.measurements"),
        indicator.row["indicator_number"],
    )
    path, plan = screen.snapshot.path, screen.plan_code
    measurements = query_measurements(path, plan, number)
    if measurements.is_empty():
        blocks.render_notes([say("none")])
        return
    whole = measurements.filter(measurements["school_code"].is_null())
    if whole.height:
        blocks.render_heading(say("title", count=whole.height), say("subtitle"))
        if pace := query_pace(path, plan, number):
            blocks.render_notes([prove_pace(pace, write_pace(pace, screen))])
        render_html(write_measurements(whole, screen))
    schools = measurements.filter(measurements["school_code"].is_not_null())
    if schools.height:
        _render_schools(schools, screen)


def _render_schools(schools: pl.DataFrame, screen: Screen) -> None:
    say = screen.words("indicator.measurements")
    title = say("schools.title", count=schools["school_code"].n_unique())
    note = say("schools.note", count=len(list_periods(schools)))
    table = write_schools(schools, screen) + blocks.write_notes([note])
    blocks.render_folded(title, say("schools.subtitle"), table)


def _render_activities(indicator: IndicatorFacts, screen: Screen) -> None:
    say = screen.words("indicator")
    count, number = indicator.activities.height, indicator.row["indicator_number"]
    if count:
        counted = int(indicator.activities["counted_count"][0])
        said = say("activities.subtitle", count=counted)
        under = prove_counted(said, counted, number)
        proof = prove_cell("rpt_indicator_cost.rows", count, indicator_number=number)
        title = prove(say("activities.title", count=count), proof)
        blocks.render_heading(title, under)
    place = st.container()
    labels = say("activities.more", count=count), say("activities.less")
    most = choices.choose_rows(screen, "activities", count, ACTIVITIES, labels)
    with place:
        shown = indicator.activities.head(most)
        render_html(write_activities(shown, number, screen))
