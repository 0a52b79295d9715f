"""Every key figure of every page, in both languages, has a proof that holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dashboard.headless.addresses import parse_address
from dashboard.headless.drawn_page import run_page
from dashboard.headless.markup import parse_markup
from dashboard.kit.pages import HELP_PAGES, PAGES
from dashboard.verify.command import run_verify
from dashboard.verify.page_figures import list_shown, verify_figures

if TYPE_CHECKING:
    from pazanga.settings import Settings

FIGURES = {
    "/": 4,
    "/spending": 4,
    "/spending?area=steam&area=culture&year=2024": 4,
    "/spending?pace=late&search=robotika": 4,
    "/targets": 4,
    "/targets?area=steam&status=on_course": 4,
    "/schools": 4,
    "/schools?school_role=participant&school_search=G1": 4,
    "/exams": 3,
    "/exams?school=G1&exam=VBE": 3,
    "/plan": 4,
    "/municipalities": 4,
    "/quality": 4,
    "/changes": 4,
    "/activity?key=birstonas:2:1": 4,
    "/school?code=G1": 4,
}
"""Addresses with how many key figures they show; at least so many are proved."""

WITHOUT = {"indicator", "proof", "find", "sql", "dictionary"} | {*HELP_PAGES}
"""Pages without key figures."""


def test_every_page_is_crawled() -> None:
    crawled = {parse_address(address).page for address in FIGURES}
    assert crawled | WITHOUT == set(PAGES)


@pytest.mark.few(10)
@pytest.mark.parametrize("language", ["lt", "en"])
@pytest.mark.parametrize("address", FIGURES)
def test_every_key_figure_has_a_proof_that_holds(
    fed_settings: Settings, address: str, language: str
) -> None:
    asked = parse_address(f"{address}{'&' if '?' in address else '?'}lang={language}")
    page = run_page(fed_settings, asked)
    trees = [parse_markup(piece.markup) for piece in page.pieces]
    boxes = [box for tree in trees for box in tree.find_all("figures")]
    assert sum(len(list(box.find_all("value"))) for box in boxes) == FIGURES[address]
    shown = list(list_shown(page))
    found = verify_figures(fed_settings, shown, page.screen.language)
    assert [one for one in found if one.verdict != "same"] == []
    numbers = [
        value
        for box in boxes
        for value in box.find_all("value")
        if any(letter.isdigit() for letter in value.text)
    ]
    assert len(shown) >= len(numbers) > 0
    assert all(value.find("proof") for value in numbers)


@pytest.mark.parametrize("language", ["lt", "en"])
@pytest.mark.parametrize(
    ("address", "in_answer"),
    [("/", 3), ("/spending?show=share", 3), ("/spending?show=planned&area=steam", 2)],
)
def test_headlines_and_sums_of_tables_have_proofs(
    fed_settings: Settings, address: str, in_answer: int, language: str
) -> None:
    asked = parse_address(f"{address}{'&' if '?' in address else '?'}lang={language}")
    page = run_page(fed_settings, asked)
    trees = [parse_markup(piece.markup) for piece in page.pieces]
    (answer,) = [one for tree in trees for one in tree.find_all("answer", "p")]
    assert len(list(answer.find_all("proof"))) == in_answer
    chart = next(iter(page.charts.values()))
    amounts = [
        cell
        for cell in parse_markup(chart).find_all("number", "td")
        if "%" not in cell.text
    ]
    assert amounts
    assert all(cell.find("proof") for cell in amounts)


@pytest.mark.parametrize("page", sorted(WITHOUT))
def test_page_without_key_figures_has_none_unproved(
    fed_settings: Settings, page: str
) -> None:
    code, lines = run_verify(fed_settings, f"/{page}")
    assert (code, len(lines)) == (0, 1)


@pytest.mark.slow
@pytest.mark.parametrize("plan", ["kaunas", "anyksciai"])
@pytest.mark.parametrize("address", [one for one in FIGURES if "?" not in one])
def test_figures_of_the_bundled_plans_hold(
    bundled_settings: Settings, address: str, plan: str
) -> None:
    code, lines = run_verify(bundled_settings, f"{address}?plan={plan}")
    assert code == 0, lines
