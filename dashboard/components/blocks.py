"""Blocks of a page: the answer, and charts with their words and their table."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.charts.style import PLOTLY_CONFIG
from dashboard.components.html import render_html, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import plotly.graph_objects as go

    from dashboard.screen import Screen


@dataclass(frozen=True)
class Chart:
    """A chart with everything a reader needs to trust it.

    Attributes:
        name: Unique on its page.
        title: The finding, as a sentence.
        subtitle: Measure, unit, filter, date.
        alt: The finding for those who do not see the picture.
        figure: The picture: a Plotly figure, or markup of our own.
        table: Markup of the same numbers, see `write_table`.
        legend: Areas whose colours the picture uses without naming them, by code.
        note: A word on method, shown under the picture; may be empty.
        source: Name of the text that names the source; that of the plan by default.
    """

    name: str
    title: str
    subtitle: str
    alt: str
    figure: go.Figure | str
    table: str
    legend: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    source: str = "block.plan_source"


def render_answer(heading: str, sentence: str = "") -> None:
    """Draw the page's title and the one sentence that answers, if there is one."""
    answer = tag("p", escape(sentence), class_="answer") if sentence else ""
    render_html(tag("h1", escape(heading), class_="kicker") + answer)


def render_notes(notes: Sequence[str]) -> None:
    """Draw what a reader must not misunderstand, a sentence each."""
    if notes:
        render_html("".join(tag("p", escape(note), class_="note") for note in notes))


def render_heading(title: str, subtitle: str = "") -> None:
    """Draw the heading of a block that is no chart."""
    under = tag("p", escape(subtitle), class_="subtitle") if subtitle else ""
    render_html(tag("h2", escape(title)) + under)


def render_chart(
    screen: Screen, chart: Chart, *, on_click: Callable[[str], None] | None = None
) -> None:
    """Draw a chart: title, subtitle, picture, note, table one click away, source.

    Args:
        screen: Language, plan and snapshot.
        chart: What to draw.
        on_click: Called with the `customdata` of the mark a reader clicks.
    """
    say = screen.words("common")
    with st.container(key=f"block_{chart.name}", gap="xsmall"):
        render_heading(chart.title, chart.subtitle)
        if chart.legend:
            render_html(write_legend(chart.legend))
        if isinstance(chart.figure, str):
            picture = tag("div", chart.figure, role="img", aria_label=chart.alt)
            render_html(picture)
        else:
            _render_figure(chart, chart.figure, on_click)
        summary = tag("summary", escape(say("block.table")))
        note = tag("p", escape(chart.note), class_="note") if chart.note else ""
        details = tag("details", summary, chart.table)
        render_html(note + details + write_source(screen, chart.source))


def _render_figure(
    chart: Chart, figure: go.Figure, on_click: Callable[[str], None] | None
) -> None:
    key = f"chart_{chart.name}"

    def pass_click() -> None:
        points = st.session_state[key]["selection"]["points"]
        if on_click and points:
            on_click(points[0]["customdata"])

    st.plotly_chart(
        figure,
        key=key,
        theme=None,
        config=PLOTLY_CONFIG,
        alt=chart.alt,
        on_select=pass_click if on_click else "ignore",
        selection_mode="points",
    )


def write_legend(areas: Mapping[str, str]) -> str:
    """Give the markup of a legend: names of areas, each with its colour."""
    names = (
        tag("span", escape(name), class_=f"area {code}") for code, name in areas.items()
    )
    return tag("p", *names, class_="legend")


def write_source(screen: Screen, name: str = "block.plan_source") -> str:
    """Give the markup of a caption: source, by the name of its text, and snapshot."""
    say = screen.words("common")
    source = say(name, plan=screen.plan_name)
    line = say("block.source", source=source, snapshot=screen.snapshot.name)
    return tag("p", escape(line), class_="source")
