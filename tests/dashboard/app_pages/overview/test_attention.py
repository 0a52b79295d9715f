"""What needs attention and the four figures: what is unknown comes before any alarm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.app_pages.overview import attention as view
from dashboard.app_pages.overview import news_queries as news
from dashboard.app_pages.overview.figures import list_figures
from dashboard.app_pages.overview.queries import query_plan
from dashboard.app_pages.spending.absorption_queries import (
    query_attention,
    query_coverage,
    query_totals,
)
from dashboard.app_pages.spending.coverage import Coverage
from dashboard.app_pages.spending.queries import query_activities
from dashboard.kit.filters import SpendingFilter
from dashboard.kit.links import write_address
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen
    from pazanga.settings import Settings

TODAY = date(2025, 3, 1)
KNOWN: dict[str, Any] = {
    **dict.fromkeys(("behind_count", "slow_count", "untold_count", "error_count"), 0),
    **dict.fromkeys(("overspent_count", "off_course_count", "at_risk_count"), 0),
    "stale_source_count": 0,
    "indicator_count": 24,
    "measured_count": 20,
    "reached_count": 6,
    "exam_count": 9,
}
COVERED = Coverage(119, date(2025, 2, 20), 113, 6, 10, Decimal(600), Decimal(1500))
NONE = Coverage(119, None, 0, 0, 0, None, None)
FEW = Coverage(119, date(2025, 2, 20), 5, 114, 0, Decimal(9000), None)


def list_said(screen: Screen, coverage: Coverage, **counts: int) -> list[str]:
    concerns = view.list_concerns({**KNOWN, **counts}, coverage, TODAY, screen)
    return [concern.said for concern in concerns]


def test_nothing_is_said_where_all_is_known_and_well(screen: Screen) -> None:
    well = replace(COVERED, silent_count=0, late_count=0)
    assert list_said(screen, well) == []


@pytest.mark.parametrize(
    ("coverage", "counts", "first", "what"),
    [
        (NONE, {"measured_count": 0}, "unknown.all", ["payments", "measurements"]),
        (NONE, {"indicator_count": 0}, "unknown.all", ["payments"]),
        (NONE, {}, "unknown.some", ["payments"]),
        (COVERED, {"exam_count": 0}, "unknown.some", ["exams"]),
    ],
)
def test_what_is_not_known_comes_first(
    screen: Screen,
    coverage: Coverage,
    counts: dict[str, int],
    first: str,
    what: list[str],
) -> None:
    say = screen.words("overview")
    expected = say(first, what=", ".join(say(f"unknown.{name}") for name in what))
    assert list_said(screen, coverage, error_count=2, **counts)[0] == expected


def test_silence_about_most_is_no_alarm(screen: Screen) -> None:
    say = screen.words("overview")
    said = list_said(screen, FEW)
    assert said == [say("unknown.silent", count=114)]
    assert say("attention.late", count=114) not in said
    assert list_said(screen, COVERED) == [say("attention.late", count=16)]


@pytest.mark.parametrize(
    ("until", "months"),
    [(date(2025, 2, 1), 0), (date(2024, 12, 2), 0), (date(2024, 12, 1), 3)],
)
def test_old_data_say_their_age(screen: Screen, until: date, months: int) -> None:
    coverage = replace(COVERED, reported_until_date=until, silent_count=0, late_count=0)
    say = screen.words("overview")
    old = [say("unknown.old", day=until, count=months)] if months else []
    assert list_said(screen, coverage) == old


@given(paid=st.integers(0, 50), silent=st.integers(0, 50), late=st.integers(0, 50))
def test_late_is_what_may_be_called_so(paid: int, silent: int, late: int) -> None:
    coverage = replace(COVERED, paid_count=paid, silent_count=silent, late_count=late)
    is_half = 2 * paid >= paid + silent
    assert coverage.all_late_count == late + (silent if is_half else 0)
    assert ("no_payments" in coverage.late_statuses) == is_half


def test_each_line_opens_its_rows_and_no_other_filter(screen: Screen) -> None:
    asked = replace(screen, choices=(("area", ("steam",)),))
    concerns = view.list_concerns({**KNOWN, "behind_count": 9}, COVERED, TODAY, asked)
    markup = unescape(view.write_concerns(concerns, asked))
    rows = write_address(screen, "spending", pace=("off_course",))
    assert f'href="{rows}"' in markup
    assert "area=" not in markup


def test_lines_count_the_rows_they_open(fed_settings: Settings, screen: Screen) -> None:
    path = str(read_current(fed_settings.warehouse_dir).path)
    counts = news.query_attention(path, "birstonas")
    coverage = query_coverage(path, "birstonas")
    concerns = view.list_concerns(counts, coverage, TODAY, screen)
    opened = [one for one in concerns if one.page == "spending" and one.chosen]
    assert opened
    for concern in opened:
        chosen = SpendingFilter("birstonas", **dict(concern.chosen))
        rows = query_activities(path, chosen, "lt").height
        assert str(rows) in concern.said
    told = query_attention(path, SpendingFilter("birstonas")).height
    kinds = ("behind_count", "slow_count", "overspent_count")
    assert told == coverage.all_late_count + sum(counts[kind] for kind in kinds)


def test_figures_say_whose_they_are(fed_settings: Settings, screen: Screen) -> None:
    path = str(read_current(fed_settings.warehouse_dir).path)
    figures = list_figures(
        query_plan(path, "birstonas"),
        query_totals(path, SpendingFilter("birstonas")),
        query_coverage(path, "birstonas"),
        news.query_attention(path, "birstonas"),
        screen,
    )
    notes = [figure.note for figure in figures]
    assert len({figure.label for figure in figures}) == len(figures) == 4
    assert "5" in notes[0]
    assert "2025-01-20" in notes[1]
    assert "5" in notes[2]
