"""Exams over the years: lines that break with the series, counts, small groups."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from shown_page import RunPage, read_text

from dashboard.app_pages.exams.years import view_years
from dashboard.app_pages.exams.years_queries import query_years
from dashboard.kit.filters import ExamFilter
from dashboard.kit.texts import Words
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    import polars as pl

    from dashboard.kit.screen import Screen
    from pazanga.settings import Settings
    from pazanga.texts import Language

WHOLE = ExamFilter("birstonas")


@pytest.fixture(scope="session")
def fed(fed_settings: Settings) -> str:
    """Path of the snapshot that holds exams."""
    return str(read_current(fed_settings.warehouse_dir).path)


@pytest.fixture
def years(fed: str) -> pl.DataFrame:
    """What the query gives of the whole plan."""
    return query_years(fed, WHOLE, "lt")


def count_points(figure: str) -> list[list[int]]:
    """Count points of the unbroken parts of each line: a line has dashes of its own."""
    masks = re.findall(r'class="lines \w+" style="([^"]+)"', figure)
    return [
        [len(part.split()) for part in re.findall(r'points="([^"]+)"', unquote(mask))]
        for mask in masks
    ]


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
    assert query_years(fed, two, "lt").is_empty()


def test_no_line_goes_through_the_break(screen: Screen, years: pl.DataFrame) -> None:
    (chart,) = view_years(years, screen, "")
    assert count_points(chart.figure) == [[3, 1]]
    assert 'class="break" style="left:75.00%' in chart.figure


def test_missing_year_interrupts_the_line(screen: Screen, years: pl.DataFrame) -> None:
    other = years.with_columns(subject_code=years["subject_code"] + "2")
    gap = other.filter(other["school_year"] != "2022-2023")
    (chart,) = view_years(years.vstack(gap), screen, "")
    assert count_points(chart.figure) == [[3, 1], [1, 1, 1]]


def test_break_and_small_groups_are_said(screen: Screen, years: pl.DataFrame) -> None:
    (chart,) = view_years(years, screen, "")
    say = Words("exams.years", screen.language)
    assert say("note.break") in chart.note
    assert say("note.small", count=1) in chart.note
    assert say("note.break") in chart.alt
    assert "99" not in chart.table


@pytest.mark.parametrize("language", ["lt", "en"])
def test_exams_page_shows_the_years(run_fed: RunPage, language: Language) -> None:
    text = read_text(run_fed("exams", lang=language))
    say = Words("exams.years", language)
    assert say("note.break") in text
    assert say("note.small", count=1) in text
