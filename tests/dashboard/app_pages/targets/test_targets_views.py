from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.app_pages.targets import charts
from dashboard.app_pages.targets import summary as view
from dashboard.app_pages.targets.indicator_columns import (
    find_decimals,
    say_bound,
    today_column,
    write_target,
)
from dashboard.app_pages.targets.queries import (
    query_choices,
    query_indicators,
    query_totals,
)
from dashboard.app_pages.targets.table import list_sheet_columns, say_codes
from dashboard.kit.blocks.downloads import make_sheet
from dashboard.kit.blocks.filter_row import describe_condition
from dashboard.kit.charts.bullets import BEYOND, Bullet, write_bullet
from dashboard.kit.charts.dumbbells import Dumbbell, Mark, write_dumbbells
from dashboard.kit.charts.scales import place
from dashboard.kit.filters import TargetFilter
from dashboard.kit.sheets import write_csv, write_xlsx
from dashboard.kit.values import write_change, write_value
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen
    from pazanga.settings import Settings

Frame = pl.DataFrame


@pytest.fixture(scope="session")
def fed_indicators(fed_settings: Settings) -> Frame:
    """Indicators of the full plan, of which one has been measured."""
    path = str(read_current(fed_settings.warehouse_dir).path)
    return query_indicators(path, TargetFilter("birstonas"))


WHOLE = TargetFilter("kaunas")

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
            "3 have been measured: at risk – 2, reached – 1.",
            id="measured",
        ),
        pytest.param({"chosen_count": 0}, "did not choose", id="listed_only"),
    ],
)
def test_answer_says_what_is_known(
    screen: Screen, counts: dict[str, int], said: str
) -> None:
    answer = view.write_answer({**TOTALS, **counts}, TOTALS, WHOLE, "", screen)
    assert (said in answer) == (screen.language == "en")
    assert "{" not in answer


def test_every_filter_stands_in_the_headline(bundled: str, screen: Screen) -> None:
    options = query_choices(bundled, "kaunas", screen.language)
    choices = view.list_choices(options, screen)
    whole = query_totals(bundled, TargetFilter("kaunas"))
    given: list[tuple[str, Any]] = [("indicator_search", "mokini")]
    for choice in choices:
        given += [(choice.name, (code,)) for code in choice.options or {}]
    for name, value in given:
        chosen = TargetFilter("kaunas", **{name: value})
        totals = query_totals(bundled, chosen)
        condition = describe_condition(screen, chosen, choices)
        answer = view.write_answer(totals, whole, chosen, condition, screen)
        figure = view.list_figures(totals, whole, chosen, screen)[0]
        assert condition in answer, name
        assert totals["chosen_count"] == 24 or "24" in figure.note
    assert len(given) > 10


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


def test_promises_stand_from_the_worst_and_dearest_on(fed_indicators: Frame) -> None:
    promises = charts.sort_promises(fed_indicators)
    found = [
        (charts.ORDER.index(row["status_code"]), -(row["net_eur"] or 0))
        for row in promises.iter_rows(named=True)
    ]
    assert found == sorted(found)
    assert promises.height == fed_indicators["is_chosen"].sum()


@given(st.permutations(charts.ORDER))
def test_promises_of_any_statuses_stand_from_the_worst_on(codes: list[str]) -> None:
    numbers = range(len(codes))
    rows = pl.DataFrame(
        {
            "indicator_number": [str(number) for number in numbers],
            "is_chosen": True,
            "status_code": codes,
            "net_eur": [Decimal(number) for number in numbers],
            "sort_order": numbers,
        }
    )
    assert charts.sort_promises(rows)["status_code"].to_list() == list(charts.ORDER)


def test_list_tells_its_finding_without_the_picture(
    bundled: str, screen: Screen
) -> None:
    indicators = query_indicators(bundled, TargetFilter("kaunas"))
    promises = charts.sort_promises(indicators)
    chart = charts.view_promises(promises, None, WHOLE, screen, "")
    assert re.search(r"\b2\b", chart.title)
    assert "24" in chart.alt
    assert chart.figure.count('<div class="bullet">') == 24


PROMISE: dict[str, Any] = {
    "indicator_number": "1",
    "indicator_name": "A",
    "is_chosen": True,
    "unit_code": "percent",
    "baseline_value": Decimal(10),
    "target_value": Decimal(20),
    "change_value": Decimal(10),
    "actual_value": None,
}


@pytest.mark.parametrize(
    ("statuses", "behind", "said"),
    [
        (["off_course"], "1500000", "1 indicator is off course; €1.5m"),
        (["off_course"], None, "1 indicator is off course"),
        (["off_course", "reached", "off_course"], None, "2 indicators are off course"),
        (["at_risk", "reached"], None, "None is off course, but 1 indicator is at"),
        (["reached", "on_course"], None, "No measured indicator is off course"),
        (["not_measured"], None, "The largest promised change is that of indicator 1"),
    ],
)
def test_title_of_the_list_says_what_is_off_course_first(
    screen: Screen, statuses: list[str], behind: str | None, said: str
) -> None:
    rows = [
        {
            **PROMISE,
            "status_code": code,
            "actual_value": None if code == "not_measured" else Decimal(12),
        }
        for code in statuses
    ]
    money = None if behind is None else Decimal(behind)
    title = charts._say_title(rows, money, WHOLE, screen)
    assert title.startswith(said) or screen.language == "lt"
    assert "{" not in title


@given(st.floats(-3, 3), st.floats(0, 1))
def test_bullet_stays_by_its_way_however_far_it_went(gone: float, due: float) -> None:
    bullet = Bullet("", "at_risk", "", "1", "2", "1,5", gone, due)
    lefts = re.findall(r"left:(?:clamp\([\d.]+em,)?(-?[\d.]+)%", write_bullet(bullet))
    widths = re.findall(r"width:([\d.]+)%", write_bullet(bullet))
    assert len(lefts) == 4
    assert all(-BEYOND <= float(left) <= 100 + BEYOND for left in lefts)
    assert float(widths[0]) <= 100 + BEYOND


@pytest.mark.parametrize(
    ("actual", "gone", "has_text", "is_unknown"),
    [("", None, False, False), ("5", None, True, True), ("5", 0.0, True, False)],
)
def test_bullet_draws_no_way_from_an_unknown_start(
    actual: str, gone: float | None, *, has_text: bool, is_unknown: bool
) -> None:
    markup = write_bullet(Bullet("", "reached", "", "nematuota", "9", actual, gone))
    assert ('class="text"' in markup) == has_text
    assert ("unknown" in markup) == is_unknown
    assert ("gone" in markup) == (gone is not None)


def test_percentages_of_a_column_have_equally_many_decimals(bundled: str) -> None:
    indicators = query_indicators(bundled, TargetFilter("kaunas"))
    decimals = find_decimals(indicators)
    shares = indicators.filter(indicators["unit_code"] == "percent")
    assert {decimals[number] for number in shares["indicator_number"]} == {2}
    assert decimals["22"] == 0


def test_sheet_has_every_indicator_in_words_of_the_reader(
    bundled: str, screen: Screen
) -> None:
    indicators = query_indicators(bundled, TargetFilter("kaunas"))
    said, columns = say_codes(indicators, screen), list_sheet_columns(screen)
    sheet = make_sheet("targets", said, columns, "", screen)
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
    indicators = query_indicators(bundled, listed)
    said, columns = say_codes(indicators, screen), list_sheet_columns(screen)
    sheet = make_sheet("targets", said, columns, "", screen)
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
