"""Measured values of an indicator: queries, words, and their place on the page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from shown_page import RunPage, read_text

from dashboard.app_pages.indicator.measurements import (
    write_measurements,
    write_pace,
    write_schools,
)
from dashboard.app_pages.indicator.measurements_queries import (
    query_measurements,
    query_pace,
)
from dashboard.kit.texts import Words
from dashboard.kit.typography import JOINER
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen
    from pazanga.settings import Settings
    from pazanga.texts import Language

Row = dict[str, Any]


@pytest.fixture(scope="session")
def fed(fed_settings: Settings) -> str:
    """Path of the snapshot that holds measurements."""
    return str(read_current(fed_settings.warehouse_dir).path)


def test_measurements_begin_with_the_latest_of_the_municipality(fed: str) -> None:
    rows = query_measurements(fed, "birstonas", "1").to_dicts()
    found = [(row["school_code"], row["value"], row["status_code"]) for row in rows]
    assert found == [
        (None, Decimal(78), "on_course"),
        (None, Decimal(61), "off_course"),
        ("G1", Decimal("55.5"), "one_school"),
        ("G2", None, "not_measured"),
    ]


def test_pace_goes_on_along_the_way_so_far(fed: str) -> None:
    pace = query_pace(fed, "birstonas", "1")
    assert pace is not None
    (latest, *_) = query_measurements(fed, "birstonas", "1").to_dicts()
    way = 18 / latest["expected_ratio"]
    assert float(pace["end_value"]) == pytest.approx(60 + way, abs=0.06)


def test_indicator_that_was_not_measured_has_no_pace(fed: str) -> None:
    assert query_pace(fed, "birstonas", "2") is None
    assert query_measurements(fed, "birstonas", "2").is_empty()


def test_table_gives_each_value_its_status(screen: Screen, fed: str) -> None:
    rows = query_measurements(fed, "birstonas", "1").head(2)
    table = write_measurements(rows, screen)
    common = Words("kit", screen.language)
    for status in ("on_course", "off_course"):
        assert common(f"status.{status}") in table


def test_history_has_a_row_per_school_and_a_column_per_period(screen: Screen) -> None:
    def measure(school: str, period: str, day: date, value: str | None) -> Row:
        return {
            "indicator_number": "2",
            "school_code": school,
            "school_name": f"{school} mokykla",
            "period": period,
            "period_end_date": day,
            "value": None if value is None else Decimal(value),
            "value_status": "confidential" if value is None else "final",
            "unit_code": "percent",
        }

    halves = [("2024-S1", date(2024, 6, 30)), ("2024-S2", date(2024, 12, 31))]
    values = [
        ("G1", halves[1], "52.5"),
        ("G1", halves[0], "50"),
        ("G2", halves[1], None),
    ]
    rows = [measure(code, *half, value) for code, half, value in values]
    table = write_schools(pl.DataFrame(rows), screen).replace("\u00a0", " ")
    expected = {"lt": ("2024 m. I pusm.", "+2,50 proc. p."), "en": ("H1 2024", "+2.50")}
    assert all(text in table for text in expected[screen.language])
    assert (
        Words("indicator.measurements", screen.language)("value_status.confidential")
        in table
    )
    assert (table.count("<tr"), table.count(">–<")) == (3, 2)


@pytest.mark.parametrize(("unit", "mark"), [("percent", ("proc", "%")), ("count", "")])
def test_pace_is_said_with_the_unit(
    screen: Screen, unit: str, mark: tuple[str, ...] | str
) -> None:
    pace: dict[str, Any] = {
        "unit_code": unit,
        "target_date": date(2026, 4, 30),
        "end_value": Decimal("71.5"),
        "target_value": Decimal(80),
    }
    sentence = write_pace(pace, screen)
    assert "2026-04-30" in sentence.replace(JOINER, "")
    assert not mark or any(sign in sentence for sign in mark)


@pytest.mark.parametrize(
    ("target_date", "said"),
    [(date(2020, 1, 1), ("buvo", "it was")), (date(2100, 1, 1), ("bus", "it will be"))],
)
def test_pace_to_a_day_that_is_over_is_said_in_the_past(
    screen: Screen, target_date: date, said: tuple[str, str]
) -> None:
    pace: dict[str, Any] = {
        "unit_code": "percent",
        "target_date": target_date,
        "end_value": Decimal("71.5"),
        "target_value": Decimal(80),
    }
    sentence = write_pace(pace, screen)
    assert any(f" {word} " in sentence.replace(JOINER, "") for word in said)


@pytest.mark.parametrize("language", ["lt", "en"])
def test_indicator_shows_its_measurements(run_fed: RunPage, language: Language) -> None:
    app = run_fed("indicator", lang=language, number="1")
    text, say = read_text(app), Words("indicator.measurements", language)
    assert say("title", count=2) in text
    assert say("schools.title", count=2) in text
    assert "Švietimo skyrius" in text
    app.selectbox(key="number").set_value("2").run()
    assert escape(say("none")) in read_text(app)
