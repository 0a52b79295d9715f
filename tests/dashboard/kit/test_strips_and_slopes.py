from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.kit.charts.lines import spread_labels
from dashboard.kit.charts.scales import TICKS, find_scale
from dashboard.kit.charts.slopes import HEIGHT, LABEL_PX, Slope, write_slopes
from dashboard.kit.charts.strips import (
    LETTER,
    STACK,
    Strip,
    StripPoint,
    level_labels,
    stack_points,
    write_strips,
)
from dashboard.kit.charts.trends import Moment, write_trend


def read_texts(markup: str, kind: str) -> list[str]:
    """Words of the elements of a class."""
    return re.findall(rf'class="{kind}"[^>]*>([^<]+)<', markup)


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


@given(st.lists(st.floats(0, 100), max_size=15))
def test_names_of_one_line_stand_apart(places: list[float]) -> None:
    levels = level_labels([(place, "G10") for place in places])
    taken = sorted(zip(levels, places, strict=True))
    for (level, left), (other, right) in pairwise(taken):
        assert level != other or right - left >= 4 * LETTER - 1e-6


def test_strip_draws_uncounted_points_hollow_and_lower() -> None:
    strip = Strip(
        label="A",
        points=[
            StripPoint(10, "a"),
            StripPoint(0, "b", is_open=True),
            StripPoint(30, "c", "G1"),
        ],
        lowest=(10, "10"),
        median=(20, "20"),
        highest=(30, "30"),
    )
    markup = write_strips([strip], (0, 100), {0: "0 %"})
    tops = dict(
        re.findall(r'class="point (\w+)" style="left:[\d.]+%;top:(\d+)px', markup)
    )
    assert int(tops["open"]) > int(tops["other"]) == int(tops["marked"])
    words = [read_texts(markup, f"text {side}") for side in ("left", "above", "right")]
    assert words == [["10"], ["20"], ["30"]]
    assert read_texts(markup, "name") == ["A"]
    assert read_texts(markup, "text school") == ["G1"]


def test_strip_without_counted_points_has_no_range() -> None:
    strip = Strip("A", [StripPoint(0, "b", is_open=True)], None, None, None)
    markup = write_strips([strip], (0, 100), {})
    assert 'class="range"' not in markup
    assert 'class="median"' not in markup


SLOPES = [
    Slope(1, 2, "a", "a", "", is_marked=True),
    Slope(5, 6, "b", "b", ""),
    Slope(3, 4, "m", "m", "", is_middle=True),
]


def test_slopes_draw_the_chosen_and_the_middle_last() -> None:
    markup = write_slopes(SLOPES, ("2021", "2022"))
    kinds = re.findall(r'class="lines (\w+)"', markup)
    assert kinds == ["leader", "other", "middle", "marked", "leader"]
    assert read_texts(markup, "middle") == ["m", "m"]
    assert read_texts(markup, "marked") == ["a", "a"]
    assert "<span>2021</span><span>2022</span>" in markup


@given(st.lists(st.floats(0, 100), min_size=1, max_size=20))
def test_labels_of_slopes_stay_inside_the_picture(values: list[float]) -> None:
    slopes = [Slope(value, value, "a", "a", "") for value in values]
    tops = re.findall(r"top:([\d.-]+)px", write_slopes(slopes, ("", "")))
    assert all(
        LABEL_PX / 2 - 0.1 <= float(top) <= HEIGHT - LABEL_PX / 2 + 0.1 for top in tops
    )


def test_trend_joins_the_last_baseline_to_the_target() -> None:
    baselines = [
        Moment(date(2021, 8, 31), 70, "70 %", ("2020–2021",)),
        Moment(date(2022, 8, 31), 65, "65 %", ("2021–2022",)),
    ]
    target = Moment(date(2026, 4, 30), 71, "71 %", ("pabaiga",))
    markup = write_trend(baselines, target, [])
    assert re.findall(r'class="lines (\w+)"', markup) == ["known", "way"]
    assert markup.count('class="point ') == 3
    assert ">70 %<" in markup
    assert ">71 %<" in markup


def test_trend_without_a_day_for_the_target_shows_what_is_known() -> None:
    baselines = [Moment(date(2022, 8, 31), 0, "0", ("2021–2022",))]
    measured = [Moment(date(2024, 5, 31), 4, "4", ("2024-05-31",))]
    markup = write_trend(baselines, None, measured)
    assert 'class="lines' not in markup
    assert read_texts(markup, "text baseline") == ["0"]
    assert read_texts(markup, "text measured") == ["4"]


def test_trend_of_one_day_stands_in_the_middle() -> None:
    markup = write_trend([Moment(date(2022, 8, 31), 5, "5", ("2022",))], None, [])
    assert 'class="point baseline" style="left:50.00%;top:50.00%"' in markup


def test_trend_says_only_what_it_has_room_for() -> None:
    baseline = Moment(date(2021, 1, 1), 0, "0 %", ("2021",))
    days = (date(2022, 1, 1), date(2023, 1, 1), date(2024, 1, 1))
    measured = [
        Moment(day, n, f"{n} %", (str(n),)) for n, day in enumerate(days, start=1)
    ]
    target = Moment(date(2025, 1, 1), 9, "9 %", ("end",))
    markup = write_trend([baseline], target, measured)
    ticks = re.findall(r'class="tick( roomy|)"[^>]*><span>([^<]+)<', markup)
    assert [text for _, text in ticks] == ["2021", "1", "2", "3", "end"]
    assert [text for room, text in ticks if not room] == ["2021", "2", "end"]
    assert read_texts(markup, "text measured") == ["1 %", "3 %"]
    assert read_texts(markup, "text measured roomy") == ["2 %"]


@given(
    st.lists(st.floats(-100, 100, allow_subnormal=False), min_size=1, max_size=20),
    st.sampled_from((100, 1e9)),
)
def test_scale_holds_every_value_with_few_ticks(
    values: list[float], most: float
) -> None:
    (low, high), ticks = find_scale(values, most)
    assert low <= min(values)
    assert max(values) <= high <= max(100, max(values) + 100)
    assert (ticks[0], ticks[-1]) == (low, high)
    assert 2 <= len(ticks) <= TICKS


def test_bounds_are_drawn_only_where_given() -> None:
    points = [
        StripPoint(10, "", bounds=(5.0, 20.0)),
        StripPoint(30, ""),
        StripPoint(60, "", is_open=True),
    ]
    markup = write_strips([Strip("A", points, None, None, None)], (0.0, 100.0), {})
    assert markup.count('class="bounds"') == 1
    assert "left:5.0%;width:15.00%" in markup
