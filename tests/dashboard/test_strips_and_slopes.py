from __future__ import annotations

from datetime import date
from itertools import pairwise

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.slopes import Slope, plot_slopes, spread_labels
from dashboard.charts.strips import STACK, Point, Strip, plot_strips, stack_points
from dashboard.charts.trends import Moment, plot_trend


@given(
    st.lists(st.floats(0, 100, allow_nan=False), min_size=1, max_size=20),
    st.floats(0.5, 5),
)
def test_labels_keep_their_distance_and_order(
    values: list[float], least: float
) -> None:
    places = spread_labels(values, least)
    ordered = sorted(range(len(values)), key=lambda index: values[index])
    for lower, upper in pairwise(ordered):
        assert places[upper] - places[lower] >= least - 1e-6


def test_labels_with_room_stay_where_they_are() -> None:
    assert spread_labels([10.0, 50.0, 30.0], 5) == [10.0, 50.0, 30.0]


def test_points_of_one_value_stand_apart() -> None:
    offsets = stack_points([14.0, 14.0, 20.0, 14.0])
    assert offsets == pytest.approx([-STACK, 0.0, 0.0, STACK])


def test_strip_draws_uncounted_points_hollow_and_lower() -> None:
    strip = Strip(
        label="A",
        points=[Point(10, "a"), Point(0, "b", is_open=True), Point(30, "c", "G1")],
        lowest=(10, "10"),
        median=(20, "20"),
        highest=(30, "30"),
    )
    figure = plot_strips([strip], "light", "lt", scale=(0, 100), ticks={0: "0 %"})
    [points] = figure.data
    assert isinstance(points, go.Scatter)
    assert list(points.marker.symbol) == ["circle", "triangle-up-open", "circle"]
    assert points.y[1] < points.y[0]
    texts = {annotation.text for annotation in figure.layout.annotations}
    assert {"A", "10", "20", "30"} <= texts


def test_strip_without_counted_points_has_no_range() -> None:
    strip = Strip("A", [Point(0, "b", is_open=True)], None, None, None)
    figure = plot_strips([strip], "dark", "en", scale=(0, 100), ticks={})
    assert len(figure.layout.shapes) == 0


def test_slopes_draw_the_chosen_and_the_middle_last_and_bold() -> None:
    slopes = [
        Slope(1, 2, "a", "a", "", is_marked=True),
        Slope(5, 6, "b", "b", ""),
        Slope(3, 4, "m", "m", "", is_middle=True),
    ]
    figure = plot_slopes(slopes, "light", "lt", heads=("2021", "2022"))
    widths = [line.line.width for line in figure.data]
    assert widths == sorted(widths)
    texts = [annotation.text for annotation in figure.layout.annotations]
    assert texts.count("<b>m</b>") == texts.count("<b>a</b>") == 2
    assert {"2021", "2022"} <= set(texts)


def test_trend_joins_the_last_baseline_to_the_target() -> None:
    baselines = [
        Moment(date(2021, 8, 31), 70, "70 %", "2020–2021"),
        Moment(date(2022, 8, 31), 65, "65 %", "2021–2022"),
    ]
    target = Moment(date(2026, 4, 30), 71, "71 %", "pabaiga")
    figure = plot_trend(baselines, target, [], "light", "lt")
    way = figure.data[1]
    assert list(way.y) == [65, 71]
    assert way.line.dash == "dot"
    ticks = list(figure.layout.xaxis.ticktext)
    assert ticks == ["2020–2021", "2021–2022", "pabaiga"]


def test_trend_without_a_day_for_the_target_shows_what_is_known() -> None:
    baselines = [Moment(date(2022, 8, 31), 0, "0", "2021–2022")]
    measured = [Moment(date(2024, 5, 31), 4, "4", "2024-05-31")]
    figure = plot_trend(baselines, None, measured, "dark", "en")
    assert [list(trace.y) for trace in figure.data] == [[0], [4]]


@pytest.mark.parametrize(
    ("is_narrow", "ticks", "labels"),
    [
        (False, ["2021", "1", "2", "3", "end"], ["1 %", "2 %", "3 %"]),
        (True, ["2021", "2", "end"], ["1 %", "", "3 %"]),
    ],
)
def test_trend_says_only_what_it_has_room_for(
    ticks: list[str], labels: list[str], *, is_narrow: bool
) -> None:
    baseline = Moment(date(2021, 1, 1), 0, "0 %", "2021")
    days = (date(2022, 1, 1), date(2023, 1, 1), date(2024, 1, 1))
    measured = [Moment(day, n, f"{n} %", str(n)) for n, day in enumerate(days, start=1)]
    target = Moment(date(2025, 1, 1), 9, "9 %", "end")
    figure = plot_trend(
        [baseline], target, measured, "light", "lt", is_narrow=is_narrow
    )
    assert list(figure.layout.xaxis.ticktext) == ticks
    assert list(figure.data[-1].text) == labels
