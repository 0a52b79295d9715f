"""The quick chart on the page: which columns are drawn stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.app_pages.sql.chart import (
    count_undrawn,
    list_dimensions,
    list_measures,
    write_chart,
)
from dashboard.kit import address
from dashboard.kit.blocks import blocks
from dashboard.kit.html import render_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from dashboard.kit.screen import Screen


def render_quick_chart(screen: Screen, rows: pl.DataFrame) -> None:
    """Draw two choices, and bars once both are made; nothing without numbers."""
    measures = list_measures(rows)
    if not measures or rows.width < 2:  # noqa: PLR2004 - a name and a number
        return
    say = screen.words("sql")
    with st.container(key="sql_chart_choice"):
        blocks.render_heading(say("chart.title"))
        with st.container(horizontal=True):
            measure = _choose(screen, "measure", measures)
            dimensions = list_dimensions(rows, measure or measures[0])
            dimension = _choose(screen, "dimension", dimensions)
    if measure and dimension and measure != dimension:
        if undrawn := count_undrawn(rows, measure):
            blocks.render_notes([say("chart.undrawn", count=undrawn)])
        render_html(write_chart(rows, dimension, measure, screen))


def _choose(screen: Screen, name: str, options: Sequence[str]) -> str | None:
    """Draw the choice of a column; what the answer has no more is not chosen."""
    say = screen.words("sql")
    given = next(iter(address.read_values(name)), None)
    address.seed_widget(name, given if given in options else None)
    chosen: str | None = st.selectbox(
        say(f"chart.{name}"),
        options,
        index=None,
        key=name,
        placeholder=say("chart.choose"),
        on_change=address.keep_widget,
        args=(name,),
        width=260,
    )
    return chosen
