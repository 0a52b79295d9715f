from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from dashboard.filters import SpendingFilter
from dashboard.queries import spending as queries
from dashboard.queries.activities import fetch_activity
from dashboard.views import spending as view
from dashboard.views.activity import write_activity
from dashboard.views.parts import lower_first, shorten
from dashboard.views.spending_charts import view_comparison, view_proportion
from dashboard.views.spending_table import make_sheet, write_activities

if TYPE_CHECKING:
    from dashboard.screen import Screen

WHOLE = SpendingFilter("birstonas")


@pytest.mark.parametrize(
    ("chosen", "lt", "en"),
    [
        pytest.param(
            WHOLE,
            "STEAM ugdymas gauna daugiausia – 1 tūkst. €, arba 63 proc. plano lėšų be "
            "PVM. Didžiausia išlaidų rūšis – įranga ir priemonės: 1 tūkst. €.",
            "STEAM education gets the most: €1k, 63% of the plan's money without VAT. "
            "The largest cost is equipment and materials: €1k.",
            id="whole_plan",
        ),
        pytest.param(
            SpendingFilter("birstonas", ("culture",)),
            "Kultūrinis ugdymas gauna 300 € be PVM. Didžiausia išlaidų rūšis – "
            "infrastruktūra: 300 €.",
            "Cultural education gets €300 without VAT. The largest cost is "
            "infrastructure: €300.",
            id="one_area",
        ),
        pytest.param(
            SpendingFilter("kalvarija"),
            "STEAM ugdymas gauna daugiausia – 20 €, arba 67 proc. plano lėšų be PVM.",
            "STEAM education gets the most: €20, 67% of the plan's money without VAT.",
            id="no_category_is_not_named",
        ),
    ],
)
def test_answer_says_who_gets_most(
    screen: Screen, snapshot: str, chosen: SpendingFilter, lt: str, en: str
) -> None:
    tiles = queries.fetch_tiles(snapshot, chosen, screen.language)
    answer = view.write_answer(tiles, chosen, screen).replace("\u00a0", " ")
    assert answer == {"lt": lt, "en": en}[screen.language]


def test_answer_about_nothing_is_empty(screen: Screen, snapshot: str) -> None:
    chosen = SpendingFilter("birstonas", search="nėra tokios")
    tiles = queries.fetch_tiles(snapshot, chosen, screen.language)
    assert view.write_answer(tiles, chosen, screen) == ""


@pytest.mark.parametrize(
    ("narrowed", "count"),
    [({}, 1), ({"area": ("culture",)}, 2), ({"school": ("G1",), "year": (2024,)}, 3)],
)
def test_notes_say_what_the_filters_mean(
    screen: Screen, snapshot: str, narrowed: dict[str, Any], count: int
) -> None:
    chosen = SpendingFilter("birstonas", **narrowed)
    totals = queries.fetch_totals(snapshot, chosen)
    schoolless = queries.fetch_schoolless(snapshot, chosen)
    assert len(view.list_notes(totals, schoolless, chosen, screen)) == count


def test_school_filter_says_what_it_cannot_show(screen: Screen, snapshot: str) -> None:
    chosen = SpendingFilter("birstonas", school=("G1",))
    totals = queries.fetch_totals(snapshot, chosen)
    schoolless = queries.fetch_schoolless(snapshot, chosen)
    assert schoolless == {"activity_count": 3, "net_eur": Decimal(550)}
    note = view.list_notes(totals, schoolless, chosen, screen)[-1]
    assert ("3" in note, "550" in note) == (True, True)
    narrowed = replace(chosen, area=("leadership",))
    only = queries.fetch_schoolless(snapshot, narrowed)
    assert only == {"activity_count": 1, "net_eur": Decimal(400)}


def test_figures_say_that_vat_is_unknown(screen: Screen, snapshot: str) -> None:
    chosen = SpendingFilter("kalvarija")
    totals = queries.fetch_totals(snapshot, chosen)
    activities = queries.fetch_activities(snapshot, chosen, screen.language)
    values = [figure.value for figure in view.list_figures(totals, activities, screen)]
    unknown = {"lt": "nenurodyta", "en": "not stated"}[screen.language]
    assert values[1:3] == [unknown, unknown]


@pytest.mark.parametrize("plan", ["birstonas", "kalvarija"])
def test_charts_tell_their_finding_without_the_picture(
    screen: Screen, snapshot: str, plan: str
) -> None:
    chosen = SpendingFilter(plan)
    tiles = queries.fetch_tiles(snapshot, chosen, screen.language)
    parts = queries.fetch_parts(
        snapshot, chosen, screen.language, "activity", largest=3
    )
    for chart in (
        view_proportion(tiles, screen, ""),
        view_comparison(parts, "activity", screen, ""),
    ):
        assert "%" in chart.title or "proc." in chart.title
        assert "€" in chart.alt
        assert "<table>" in chart.table


def test_table_and_sheet_hold_the_same_rows(screen: Screen, snapshot: str) -> None:
    activities = queries.fetch_activities(snapshot, WHOLE, screen.language)
    totals = queries.fetch_totals(snapshot, WHOLE)
    table = write_activities(activities, totals, screen)
    sheet = make_sheet(activities, "", screen)
    assert table.count('<th scope="row"') == activities.height + 1
    assert sheet.frame.height == activities.height
    assert {column.name for column in sheet.columns} <= set(activities.columns)


def test_detail_names_areas_schools_and_indicators(
    screen: Screen, snapshot: str
) -> None:
    activity = fetch_activity(snapshot, "birstonas:2:1", screen.language)
    markup = write_activity(activity, screen)
    assert "G1, G2" in markup
    assert "1. Rodiklis 1" in markup
    assert markup.count('class="area') == 2
    assert "<b>" not in markup


def test_detail_says_what_is_not_stated(screen: Screen, snapshot: str) -> None:
    activity = fetch_activity(snapshot, "birstonas:4:1", screen.language)
    missing = write_activity(activity, screen).count('class="missing"')
    assert missing == len(["vat", "gross", "period", "indicators", "tasks"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Įranga ir priemonės", "įranga ir priemonės"),
        ("STEAM ugdymas", "STEAM ugdymas"),
        ("", ""),
    ],
)
def test_lower_first_keeps_abbreviations(text: str, expected: str) -> None:
    assert lower_first(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("trumpas", "trumpas"), ("ilgas pavadinimas, kurio", "ilgas pavadinimas…")],
)
def test_shorten_cuts_between_words(text: str, expected: str) -> None:
    assert shorten(text, 20) == expected
