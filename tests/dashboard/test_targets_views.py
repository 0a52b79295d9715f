from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from dashboard.components.dumbbells import Dumbbell, Mark, place, write_dumbbells
from dashboard.filters import TargetFilter
from dashboard.queries.targets import fetch_indicators
from dashboard.sheets import write_csv, write_xlsx
from dashboard.views import targets as view
from dashboard.views import targets_charts as charts
from dashboard.views.indicator_columns import say_bound, today_column, write_target
from dashboard.views.targets_table import make_sheet
from dashboard.views.values import write_change, write_value

if TYPE_CHECKING:
    from dashboard.screen import Screen

TOTALS = {
    "chosen_count": 24,
    "listed_count": 32,
    "measured_count": 0,
    "no_baseline_count": 0,
    "reached_count": 0,
    "on_course_count": 0,
    "at_risk_count": 0,
    "off_course_count": 0,
    "pace_unknown_count": 0,
}


@pytest.mark.parametrize(
    ("value", "unit", "lt", "en"),
    [
        pytest.param("32.6100", "percent", "32,61 %", "32.61%", id="percent"),
        pytest.param("80.0000", "percent", "80 %", "80%", id="whole"),
        pytest.param("13.2", "count", "13,2", "13.2", id="count"),
        pytest.param("0", None, "0", "0", id="no_unit"),
        pytest.param(
            "64.69", "percentage_points", "64,69 proc. p.", "64.69 pp", id="p"
        ),
    ],
)
def test_value_keeps_its_decimals_and_says_its_unit(
    value: str, unit: str | None, lt: str, en: str
) -> None:
    written = {"lt": lt, "en": en}
    for language in ("lt", "en"):
        found = write_value(Decimal(value), unit, language)  # type: ignore[arg-type]
        assert found.replace("\u00a0", " ") == written[language]


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        pytest.param("13", "percent", "+13,00 proc. p.", id="share_grows"),
        pytest.param("-0.31", "percent", "−0,31 proc. p.", id="share_falls"),
        pytest.param("0.59", "count", "+0,59", id="count"),
    ],
)
def test_change_has_a_sign_and_points_for_shares(
    value: str, unit: str, written: str
) -> None:
    found = write_change(Decimal(value), unit, "lt")
    assert found.replace("\u00a0", " ") == written


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, 0.0), (25, 25.0), (100, 100.0), (-5, 0.0), (140, 100.0)],
)
def test_place_stays_on_the_scale(value: float, expected: float) -> None:
    assert place(value, (0.0, 100.0)) == expected


def test_dumbbell_joins_its_ends_whichever_way_it_goes() -> None:
    rows = [
        Dumbbell("A", "", Mark(30, "30"), Mark(50, "50"), "+20"),
        Dumbbell("B", "", Mark(50, "50"), Mark(30, "30"), "−20"),
        Dumbbell("<C>", "", None, Mark(30, "30"), ""),
    ]
    markup = write_dumbbells(rows, (0.0, 100.0), {0.0: "0"}, {"end": "tikslas"})
    assert markup.count('class="way" style="left:30.0%;width:20.0%"') == 2
    assert markup.count('class="dot start"') == 2
    assert "&lt;C&gt;" in markup


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        pytest.param({}, "none has been measured since", id="nothing"),
        pytest.param(
            {"no_baseline_count": 10}, "10 of them came without a clear", id="unclear"
        ),
        pytest.param(
            {"measured_count": 3, "reached_count": 1, "at_risk_count": 2},
            "3 have been measured: reached – 1, at risk – 2.",
            id="measured",
        ),
        pytest.param({"chosen_count": 0}, "did not choose", id="listed_only"),
    ],
)
def test_answer_says_what_is_known(
    screen: Screen, counts: dict[str, int], said: str
) -> None:
    answer = view.write_answer({**TOTALS, **counts}, TargetFilter("p"), screen)
    assert (said in answer) == (screen.language == "en")
    assert "{" not in answer


def test_measured_value_stands_under_its_status(screen: Screen) -> None:
    row = {
        "status_code": "at_risk",
        "actual_value": Decimal(36),
        "unit_code": "percent",
        "actual_date": date(2024, 5, 31),
        "forecast_value": None,
        "target_date": date(2026, 4, 30),
    }
    write = today_column(screen).markup
    assert write is not None
    markup = write(row)
    assert "▲" in markup
    assert "36" in markup
    assert "2024-05-31" in markup
    assert "30" not in markup
    forecast = write({**row, "forecast_value": Decimal("38.25")})
    number = {"lt": "38,25", "en": "38.25"}[screen.language]
    assert number in forecast
    assert "2026" in forecast


@pytest.mark.parametrize(
    ("bound", "lt"),
    [("at_least", "bent 9"), ("at_most", "ne daugiau kaip 9"), (None, "9")],
)
def test_bound_is_said_with_the_target(
    screen: Screen, bound: str | None, lt: str
) -> None:
    assert say_bound("9", bound, screen) == lt or screen.language == "en"


def test_changed_target_stands_beside_the_printed_one(screen: Screen) -> None:
    row = {
        "target_value": Decimal(50),
        "target_text": "45,61",
        "target_bound": "exact",
        "unit_code": "percent",
        "decision_number": "T-12",
    }
    changed = write_target(row, screen)
    assert "50" in changed
    assert "45,61" in changed
    assert "45,61" not in write_target({**row, "decision_number": None}, screen)


def test_shares_stand_by_size_of_change_and_unknown_ones_last(bundled: str) -> None:
    indicators = fetch_indicators(bundled, TargetFilter("kaunas"))
    shares = charts.select_shares(indicators)
    sizes = shares["change_value"].cast(float).abs().to_list()
    known = [size for size in sizes if size is not None]
    assert known == sorted(known, reverse=True)
    assert sizes[len(known) :] == [None] * (len(sizes) - len(known))
    others = charts.select_others(indicators)
    assert shares.height + others.height == 24


def test_chart_tells_its_finding_without_the_picture(
    bundled: str, screen: Screen
) -> None:
    indicators = fetch_indicators(bundled, TargetFilter("kaunas"))
    chart = charts.view_shares(charts.select_shares(indicators), screen, "")
    assert re.search(r"\b2\b", chart.title)
    assert "45" in chart.alt
    assert isinstance(chart.figure, str)
    assert chart.figure.count('class="row"') == 17


def test_sheet_has_every_indicator_in_words_of_the_reader(
    bundled: str, screen: Screen
) -> None:
    indicators = fetch_indicators(bundled, TargetFilter("kaunas"))
    sheet = make_sheet(indicators, "", screen)
    text = write_csv(sheet, screen.language).decode("utf-8-sig")
    lines = text.splitlines()
    assert len(lines) == 33
    row = next(line for line in lines if line.startswith("2;") or line[:2] == "2,")
    assert "32,61" in row if screen.language == "lt" else "32.61" in row
    assert "not_measured" not in text
    assert "mandatory" not in text or screen.language == "en"
    assert write_xlsx(sheet)[:2] == b"PK"


def test_sheet_of_no_chosen_indicator_can_be_made(screen: Screen, bundled: str) -> None:
    listed = TargetFilter("kaunas", status=("not_chosen",))
    indicators = fetch_indicators(bundled, listed)
    sheet = make_sheet(indicators, "", screen)
    assert sheet.frame["direction"].dtype == pl.String
    assert len(write_csv(sheet, screen.language).splitlines()) == 9


def test_filters_offer_only_what_occurs(screen: Screen) -> None:
    options = pl.DataFrame(
        {
            "name": ["group", "status", "area"],
            "code": ["municipal", "not_measured", "steam"],
            "label": [None, None, "STEAM"],
        },
        schema={"name": pl.String, "code": pl.String, "label": pl.String},
    )
    choices: dict[str, Any] = {
        choice.name: choice.options for choice in view.list_choices(options, screen)
    }
    assert list(choices["group"]) == ["municipal"]
    assert list(choices["direction"]) == []
    assert choices["area"] == {"steam": "STEAM"}
    assert choices["indicator_search"] is None
