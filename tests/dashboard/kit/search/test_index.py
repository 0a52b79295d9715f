"""What an index finds: words in any form, the reader's plan first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.kit.search.index import SearchEntry, SearchIndex

NAMES = [
    "47.4. Robotikos kabinetas",
    "8.2. Mokytojų ir pagalbos specialistų kompetencijų stiprinimas",
    "STEAM ugdymas",
    "Anykščių r. sav.",
    "4. Mokinių pasiekimų atotrūkis",
    "40. Mokesčiai",
    "G5 · Ąžuolų progimnazija",
    "Sodinami medžiai",
]


def make_index(*, plan_code: str = "") -> SearchIndex:
    return SearchIndex(
        SearchEntry(
            "activity", name, "spending", plan_code=plan_code, plan_name="Planas"
        )
        for name in NAMES
    )


def find_names(typed: str) -> list[str]:
    return [entry.name for entry in make_index().find(typed, "")]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("robotika", NAMES[0]),
        ("ROBOTIKOS", NAMES[0]),
        ("robotikai kabinete", NAMES[0]),
        ("47.4", NAMES[0]),
        ("mokytojas", NAMES[1]),
        ("kompetencija mokytojai", NAMES[1]),
        ("steam", NAMES[2]),
        ("anyksciai", NAMES[3]),
        ("Anykščių", NAMES[3]),
        ("Anykščiuose", NAMES[3]),
        ("pasiekimai", NAMES[4]),
        ("mokestis", NAMES[5]),
        ("mokesčiai", NAMES[5]),
        ("mokesciu", NAMES[5]),
        ("g5", NAMES[6]),
        ("azuolai", NAMES[6]),
        ("medis", NAMES[7]),
        ("medžiams", NAMES[7]),
    ],
)
def test_word_finds_its_other_forms(typed: str, name: str) -> None:
    assert name in find_names(typed)


@pytest.mark.parametrize(
    "typed", ["", "  ", "menas", "robotika mokytojas", "((", "' or 1=1 --", ".*"]
)
def test_what_nothing_holds_finds_nothing(typed: str) -> None:
    assert find_names(typed) == []


def test_number_itself_comes_before_longer_ones() -> None:
    assert find_names("4")[0] == NAMES[4]


def test_plan_on_screen_comes_first_and_names_before_details() -> None:
    entries = [
        SearchEntry("activity", "Robotika", "spending", plan_code="kitas"),
        SearchEntry(
            "activity", "Kita", "spending", plan_code="mano", detail="robotika"
        ),
        SearchEntry("activity", "Robotika pas mus", "spending", plan_code="mano"),
        SearchEntry("term", "Robotika", "spending"),
    ]
    found = SearchIndex(entries).find("robotikos", "mano")
    assert found == [entries[2], entries[3], entries[1], entries[0]]


def test_name_in_the_other_language_is_found_and_not_shown() -> None:
    entry = SearchEntry(
        "area", "Kultūrinis ugdymas", "spending", other="Cultural education"
    )
    assert SearchIndex([entry]).find("cultural", "") == [entry]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("robatika", ["robotikos"]),
        ("kabinietas", ["kabinetas"]),
        ("rovotika kabinetas", ["robotikos"]),
        ("62.9", []),
        ("qqqq", []),
    ],
)
def test_what_was_meant_is_proposed(typed: str, meant: list[str]) -> None:
    assert make_index().propose(typed) == meant


@given(st.text())
def test_anything_may_be_typed(typed: str) -> None:
    index = make_index()
    assert {entry.name for entry in index.find(typed, "")} <= set(NAMES)
    assert len(index.propose(typed)) <= 3
