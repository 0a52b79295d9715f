from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.app_pages.spending import queries
from dashboard.app_pages.spending import summary as view
from dashboard.app_pages.spending.absorption_queries import (
    query_totals as absorption_totals,
)
from dashboard.app_pages.spending.charts import view_comparison, view_proportion
from dashboard.app_pages.spending.table import list_sheet_columns, write_activities
from dashboard.kit.blocks.downloads import make_sheet
from dashboard.kit.filters import SpendingFilter
from dashboard.kit.phrases import lower_first, shorten

if TYPE_CHECKING:
    import polars as pl

    from dashboard.kit.screen import Screen

WHOLE = SpendingFilter("birstonas")


def write_answer(tiles: pl.DataFrame, chosen: SpendingFilter, screen: Screen) -> str:
    path = screen.snapshot.path
    options = queries.query_choices(path, chosen.plan, screen.language)
    choices = view.list_choices(options, screen)
    return view.write_answer(tiles, chosen, choices, screen)


@pytest.mark.parametrize(
    ("chosen", "lt", "en"),
    [
        pytest.param(
            WHOLE,
            "STEAM ugdymas gauna daugiausia – 1 tūkst. €, arba 63 proc. veikloms "
            "skirtų lėšų be "
            "PVM. Didžiausia išlaidų rūšis – įranga ir priemonės: 1 tūkst. €.",
            "STEAM education gets the most: €1k, 63% of the money for "
            "activities without VAT. "
            "The largest cost is equipment and materials: €1k.",
            id="whole_plan",
        ),
        pytest.param(
            SpendingFilter("birstonas", ("culture",)),
            "Planuota 300 € be PVM (sritis – Kultūrinis ugdymas).",
            "€300 planned without VAT (area – Cultural education).",
            id="one_area",
        ),
        pytest.param(
            SpendingFilter("kalvarija"),
            "STEAM ugdymas gauna daugiausia – 20 €, arba 67 proc. veikloms "
            "skirtų lėšų be PVM.",
            "STEAM education gets the most: €20, 67% of the money for "
            "activities without VAT.",
            id="no_category_is_not_named",
        ),
    ],
)
def test_answer_says_who_gets_most(
    screen: Screen, snapshot: str, chosen: SpendingFilter, lt: str, en: str
) -> None:
    tiles = queries.query_tiles(snapshot, chosen, screen.language)
    answer = write_answer(tiles, chosen, screen).replace("\u00a0", " ")
    assert answer == {"lt": lt, "en": en}[screen.language]


def test_answer_about_nothing_is_empty(screen: Screen, snapshot: str) -> None:
    chosen = SpendingFilter("birstonas", search="nėra tokios")
    tiles = queries.query_tiles(snapshot, chosen, screen.language)
    assert write_answer(tiles, chosen, screen) == ""


FILTERS: dict[str, tuple[Any, ...]] = {
    "area": ("culture", "steam", "leadership", "inclusion"),
    "category": ("equipment", "infrastructure", "competence", "education"),
    "school": ("G1", "G2"),
    "year": (2024, 2025),
}


@given(
    st.fixed_dictionaries(
        {},
        optional={
            **{
                name: st.lists(st.sampled_from(codes), min_size=1, unique=True)
                for name, codes in FILTERS.items()
            },
            "search": st.sampled_from(["robotika", "dalis", "vaikai"]),
        },
    )
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_headline_holds_every_condition_it_was_computed_under(
    screen: Screen, snapshot: str, narrowed: dict[str, Any]
) -> None:
    asked = {
        name: value if name == "search" else tuple(value)
        for name, value in narrowed.items()
    }
    chosen = SpendingFilter("birstonas", **asked)
    tiles = queries.query_tiles(snapshot, chosen, screen.language)
    answer = write_answer(tiles, chosen, screen)
    if tiles.is_empty():
        assert answer == ""
        return
    options = queries.query_choices(snapshot, "birstonas", screen.language)
    for choice in view.list_choices(options, screen):
        for value in asked.get(choice.name, ()) if choice.options else ():
            label = choice.options[value].split(" · ")[0]
            assert f"{choice.label.lower()} – " in answer
            assert label in answer
    assert asked.get("search", "") in answer
    assert answer.count(". ") == (0 if asked else answer.count(". "))


@pytest.mark.parametrize(
    ("narrowed", "count"),
    [({}, 1), ({"area": ("culture",)}, 2), ({"school": ("G1",), "year": (2024,)}, 4)],
)
def test_notes_say_what_the_filters_mean(
    screen: Screen, snapshot: str, narrowed: dict[str, Any], count: int
) -> None:
    chosen = SpendingFilter("birstonas", **narrowed)
    totals = queries.query_totals(snapshot, chosen)
    schoolless = queries.query_schoolless(snapshot, chosen)
    assert len(view.list_notes(totals, schoolless, chosen, screen)) == count


def test_school_filter_says_what_it_cannot_show(screen: Screen, snapshot: str) -> None:
    chosen = SpendingFilter("birstonas", school=("G1",))
    totals = queries.query_totals(snapshot, chosen)
    schoolless = queries.query_schoolless(snapshot, chosen)
    assert schoolless == {"activity_count": 3, "net_eur": Decimal(550)}
    note = view.list_notes(totals, schoolless, chosen, screen)[-2]
    assert ("3" in note, "550" in note) == (True, True)
    narrowed = replace(chosen, area=("leadership",))
    only = queries.query_schoolless(snapshot, narrowed)
    assert only == {"activity_count": 1, "net_eur": Decimal(400)}


def test_figures_say_that_vat_is_unknown(screen: Screen, snapshot: str) -> None:
    chosen = SpendingFilter("kalvarija")
    totals = queries.query_totals(snapshot, chosen)
    activities = queries.query_activities(snapshot, chosen, screen.language)
    spent = absorption_totals(snapshot, chosen)
    figures = view.list_figures(totals, activities, spent, None, chosen, screen)
    say = screen.words("spending")
    assert figures[0].note == say("figure.gross_unknown", count=2)
    assert figures[1].value == say("figure.unknown")


@pytest.mark.parametrize("plan", ["birstonas", "kalvarija"])
def test_charts_tell_their_finding_without_the_picture(
    screen: Screen, snapshot: str, plan: str
) -> None:
    chosen = SpendingFilter(plan)
    tiles = queries.query_tiles(snapshot, chosen, screen.language)
    parts = queries.query_parts(
        snapshot, chosen, screen.language, "activity", largest=3
    )
    for chart in (
        view_proportion(tiles, chosen, screen, ""),
        view_comparison(parts, "activity", chosen, screen, ""),
    ):
        assert "%" in chart.title or "proc." in chart.title
        assert "€" in chart.alt
        assert "<table" in chart.table


def test_table_and_sheet_hold_the_same_rows(screen: Screen, snapshot: str) -> None:
    activities = queries.query_activities(snapshot, WHOLE, screen.language)
    totals = queries.query_totals(snapshot, WHOLE)
    table = write_activities(activities, totals, WHOLE, screen)
    sheet = make_sheet("spending", activities, list_sheet_columns(screen), "", screen)
    assert table.count('<th scope="row"') == activities.height + 1
    assert sheet.frame.height == activities.height
    assert {column.name for column in sheet.columns} <= set(activities.columns)


def test_total_stands_under_all_of_its_rows_only(screen: Screen, snapshot: str) -> None:
    say = screen.words("spending")
    activities = queries.query_activities(snapshot, WHOLE, screen.language)
    totals = queries.query_totals(snapshot, WHOLE)
    whole = say("table.title", count=totals["activity_count"])
    for shown in range(1, activities.height + 1):
        table = write_activities(activities.head(shown), totals, WHOLE, screen)
        foot = table.partition("<tfoot>")[2]
        assert bool(foot) == (whole in foot) == (shown == activities.height)


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
