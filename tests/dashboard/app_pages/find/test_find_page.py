"""The page of search: every kind of thing is found, each result a link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from shown_page import RunPage, read_text

from dashboard.kit.finding.entries import KINDS, list_entries, query_index
from dashboard.kit.pages import PAGES

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from pazanga.texts import Language


def read_results(app: AppTest) -> str:
    return "".join(block.body for block in app.get("html") if '"results"' in block.body)


@pytest.mark.parametrize("language", ["lt", "en"])
def test_every_kind_of_thing_leads_to_a_page(bundled: str, language: Language) -> None:
    entries = list(list_entries(bundled, language))
    assert {entry.kind for entry in entries} == set(KINDS)
    assert {entry.page for entry in entries} <= set(PAGES)
    assert all(entry.name for entry in entries)


@pytest.mark.parametrize(
    ("typed", "language", "kind", "name"),
    [
        ("robotika", "lt", "activity", "Robotikos kabinetas"),
        ("robotikos", "en", "activity", "Robotikos kabinetas"),
        ("spending", "lt", "page", "Lėšos"),
        ("lėšos", "en", "page", "Spending"),
        ("egzaminas", "lt", "page", "Egzaminai"),
        ("cultural", "lt", "area", "Kultūrinis ugdymas"),
        ("kultūra", "en", "area", "Cultural education"),
        ("lyderystės", "lt", "area", "Lyderystė veikiant"),
        ("pupp", "lt", "term", "PUPP"),
        ("gap", "lt", "term", "Atotrūkis"),
        ("atotrūkio", "en", "term", "Gap"),
        ("maironis", "lt", "school", "G5"),
        ("mokinių dalis", "lt", "indicator", "18. Bent 1"),
        ("vilnius", "lt", "municipality", "Vilniaus m. sav."),
        ("vilnius", "en", "municipality", "Vilnius City"),
        ("neįprastas pvm", "lt", "finding", "Neįprastas PVM"),
        ("universitetas", "lt", "partner", "niversitet"),
    ],
)
def test_thing_is_found_in_either_language(
    bundled: str, typed: str, language: Language, kind: str, name: str
) -> None:
    found = query_index(bundled, language).find(typed, "kaunas")
    assert any(entry.kind == kind and name in entry.name for entry in found)


def test_result_is_a_link_to_the_thing(run_page: RunPage) -> None:
    body = read_results(run_page("find", search="robotika", plan="birstonas"))
    assert '<a href="activity?plan=birstonas&amp;key=birstonas%3A1%3A1">' in body
    assert ">1. Robotikos kabinetas</a>" in body


def test_result_of_another_plan_leads_into_that_plan(run_page: RunPage) -> None:
    body = read_results(run_page("find", search="pirma", plan="birstonas"))
    assert 'href="activity?plan=kalvarija&amp;key=kalvarija%3A1%3A1"' in body
    assert "<small>Kalvarijos sav.</small>" in body


def test_what_is_typed_is_shown_as_text(run_page: RunPage) -> None:
    body = read_text(run_page("find", search="<b>x"))
    assert "<b>x" not in body
    assert "&lt;b&gt;x" in body


@pytest.mark.parametrize(
    ("language", "said"), [("lt", "Gal ieškojote:"), ("en", "Did you mean:")]
)
def test_unknown_word_is_said_with_what_was_meant(
    run_page: RunPage, language: Language, said: str
) -> None:
    body = read_text(run_page("find", search="robatika", lang=language))
    assert said in body
    assert re.search(r'href="find\?[^"]*search=robotikos', body)


def test_nothing_typed_asks_for_a_word(run_page: RunPage) -> None:
    app = run_page("find")
    assert "Įrašykite žodį" in read_text(app)
    assert not read_results(app)


def test_one_kind_is_shown_whole(run_bundled: RunPage) -> None:
    some = read_results(run_bundled("find", search="mokytojai"))
    whole = read_results(run_bundled("find", search="mokytojai", kind="activity"))
    assert "kind=activity" in some
    assert whole.count("<li>") > 8
    assert "<h2>" in some
    assert whole.count("<h2>") == 1


def test_field_stands_on_every_page_and_keeps_plan_and_language(
    run_page: RunPage,
) -> None:
    body = read_text(run_page("exams", plan="kalvarija", lang="en"))
    assert 'action="find?lang=en&amp;plan=kalvarija"' in body
