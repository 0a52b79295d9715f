"""Exams over the years: lines that break with the series, counts, small groups."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.filters import ExamFilter
from dashboard.queries.exam_years import fetch_years
from dashboard.views.exam_years import view_years
from dashboard.words import Words
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    import polars as pl

    from dashboard.screen import Screen
    from warehouse.messages import Language
    from warehouse.settings import Settings

RunPage = Callable[..., AppTest]
WHOLE = ExamFilter("birstonas")


@pytest.fixture(scope="session")
def fed(fed_settings: Settings) -> str:
    """Path of the snapshot that holds exams."""
    return str(read_current(fed_settings.warehouse_dir).path)


@pytest.fixture
def years(fed: str) -> pl.DataFrame:
    """What the query gives of the whole plan."""
    return fetch_years(fed, WHOLE, "lt")


def read_text(app: AppTest) -> str:
    return "\n".join(block.body for block in app.get("html"))


def test_years_count_pupils_and_withheld_groups(years: pl.DataFrame) -> None:
    columns = ("school_year", "median_value", "candidates_count", "withheld_count")
    found = [
        (year, int(median), count, withheld)
        for year, median, count, withheld in years.select(columns).iter_rows()
    ]
    assert found == [
        ("2021-2022", 40, 50, 0),
        ("2022-2023", 44, 64, 1),
        ("2023-2024", 50, 70, 0),
        ("2024-2025", 30, 80, 0),
    ]


def test_two_years_are_no_line(fed: str) -> None:
    two = ExamFilter("birstonas", school_year=("2022-2023", "2023-2024"))
    assert fetch_years(fed, two, "lt").is_empty()


def test_no_line_goes_through_the_break(screen: Screen, years: pl.DataFrame) -> None:
    (chart,) = view_years(years, screen, "")
    assert isinstance(chart.figure, go.Figure)
    assert [list(line.x) for line in chart.figure.data] == [[0, 1, 2], [3]]
    assert chart.figure.layout.shapes[0].x0 == 2.5


def test_missing_year_interrupts_the_line(screen: Screen, years: pl.DataFrame) -> None:
    other = years.with_columns(subject_code=years["subject_code"] + "2")
    gap = other.filter(other["school_year"] != "2022-2023")
    (chart,) = view_years(years.vstack(gap), screen, "")
    assert isinstance(chart.figure, go.Figure)
    drawn = [list(line.x) for line in chart.figure.data]
    assert drawn == [[0, 1, 2], [3], [0], [2], [3]]


def test_break_and_small_groups_are_said(screen: Screen, years: pl.DataFrame) -> None:
    (chart,) = view_years(years, screen, "")
    say = Words("exam_years", screen.language)
    assert say("note.break") in chart.note
    assert say("note.small", count=1) in chart.note
    assert say("note.break") in chart.alt
    assert "99" not in chart.table


@pytest.mark.parametrize("language", ["lt", "en"])
def test_exams_page_shows_the_years(run_fed: RunPage, language: Language) -> None:
    text = read_text(run_fed("exams", lang=language))
    say = Words("exam_years", language)
    assert say("note.break") in text
    assert say("note.small", count=1) in text
