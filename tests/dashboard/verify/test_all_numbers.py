"""Every number on every page, in both languages, has a proof, and all proofs hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest
from crawled_numbers import crawl_numbers
from unproven_kinds import list_unexplained, read_kinds

from dashboard.headless.addresses import parse_address
from dashboard.headless.drawn_page import DrawnPage, DrawnPiece, run_page
from dashboard.headless.markup import parse_markup
from dashboard.kit.pages import PAGES
from dashboard.verify.page_figures import list_shown, verify_figures
from pazanga.errors import PageError
from warehouse.connection import open_snapshot, query_frame
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pazanga.settings import Settings

PLAIN: Final = (
    "/",
    "/spending",
    "/targets",
    "/schools",
    "/exams",
    "/plan",
    "/municipalities",
    "/activity?key=birstonas:2:1",
    "/indicator?number=1",
    "/school?code=G1",
    "/quality",
    "/changes",
    "/dictionary",
    "/find",
    "/sql",
)
"""Addresses without filters, whose numbers are crawled each time."""

FILTERED: Final = (
    "/spending?show=share",
    "/spending?show=planned&by=activity&area=steam",
    "/spending?show=spent&absorption=activity",
    "/spending?show=spent&absorption=month&area=steam&year=2024",
    "/spending?show=spent&absorption=school",
    "/targets?area=steam&status=on_course",
    "/targets?compare=last-year",
    "/exams?school=G1&exam=VBE",
    "/activity?key=birstonas:1:1",
    "/quality?severity=warning",
    "/quality?finding_search=4",
    "/dictionary?table=reports.rpt_activity",
    "/find?search=robotika",
)
ADDRESSES: Final = (*PLAIN, *FILTERED)

NOT_CRAWLED: Final[Mapping[str, str]] = {
    "proof": "it is the proof",
    "accessibility": "limits of a standard, in words",
}
"""Pages whose numbers need no proof, and why."""

MOST: Final = 12
"""Numbers of one page without a proof of their own; charts and tables have none."""


def read_page(settings: Settings, address: str, language: str) -> DrawnPage:
    joint = "&" if "?" in address else "?"
    return run_page(settings, parse_address(f"{address}{joint}lang={language}"))


def test_every_page_is_crawled_or_has_a_reason() -> None:
    crawled = {parse_address(address).page for address in PLAIN}
    assert crawled | {*NOT_CRAWLED} == set(PAGES)


def list_cases() -> Iterator[object]:
    """Addresses in both languages; those without filters in one are quick enough."""
    for address in ADDRESSES:
        for language in ("lt", "en"):
            is_quick = language == "lt" and address in PLAIN
            marks = () if is_quick else pytest.mark.slow
            yield pytest.param(address, language, marks=marks)


@pytest.mark.parametrize(("address", "language"), [*list_cases()])
def test_every_number_has_a_proof_that_holds(
    fed_settings: Settings, address: str, language: str
) -> None:
    page = read_page(fed_settings, address, language)
    shown = list(dict.fromkeys(list_shown(page)))
    found = verify_figures(fed_settings, shown, page.screen.language)
    assert [one for one in found if one.verdict != "same"] == []
    assert list_opening_links(page) == []
    assert list_unexplained([*crawl_numbers(page)], page.address.page) == []


@pytest.mark.slow
def test_every_kind_without_a_proof_is_needed(
    fed_settings: Settings, bundled_settings: Settings
) -> None:
    pages = [read_page(fed_settings, address, "lt") for address in ADDRESSES]
    # Only findings of real documents say what was expected and found.
    pages.append(read_page(bundled_settings, "/quality?plan=kaunas", "lt"))
    found = [(number, page) for page in pages for number in crawl_numbers(page)]
    unneeded = [
        kind.reason
        for kind in read_kinds()
        if not any(kind.holds(number, page.address.page) for number, page in found)
    ]
    assert unneeded == []


def test_rows_of_the_catalogue_are_those_of_tables(fed_settings: Settings) -> None:
    page = read_page(fed_settings, "/dictionary", "lt")
    said = {
        row.nodes[0].text: row.nodes[2].text
        for piece in page.pieces
        for body in parse_markup(piece.markup).find_all(name="tbody")
        for row in body.nodes
    }
    # A view has no rows of its own, which the page says in words.
    digits = {name: re.sub(r"\D", "", text) for name, text in said.items()}
    counts = {name: int(count) for name, count in digits.items() if count}
    query = " union all ".join(
        f"select '{name}' as name, count(*) as count from {name}"  # noqa: S608
        for name in counts
    )
    with open_snapshot(read_current(fed_settings.warehouse_dir).path) as connection:
        found = query_frame(connection, query)
    assert dict(found.rows()) == counts
    assert len(counts) > 100


def list_opening_links(page: DrawnPage) -> list[str]:
    """Links in what a click should open: they would lead away instead."""
    trees = (parse_markup(piece.markup) for piece in page.pieces)
    opening = (one for tree in trees for one in tree.find_all(name="summary"))
    return [link.text for one in opening for link in one.find_all(name="a")]


def change_number(markup: str, place: int) -> str:
    """Return markup with the last digit of its number at a place changed."""
    found = [*re.finditer(r"(?<=>)[^<>]*\d(?=[^<>\d]*<)", markup)][place]
    digit = (int(markup[found.end() - 1]) + 1) % 10
    return f"{markup[: found.end() - 1]}{digit}{markup[found.end() :]}"


@pytest.mark.parametrize("address", ["/", "/spending", "/targets", "/exams", "/plan"])
def test_changed_number_of_a_sentence_is_noticed(
    fed_settings: Settings, address: str
) -> None:
    page = read_page(fed_settings, address, "lt")
    classes = ("answer", "figures")
    pieces = [
        (piece, node)
        for piece in page.pieces
        for node in (parse_markup(piece.markup),)
        if any(node.find(one) for one in classes)
    ]
    assert pieces
    before, changed = {*list_shown(page)}, []
    for piece, node in pieces:
        assert node.find("proof")
        links = [*re.finditer(r'(?<=">)[^<]*(?=</a>)', piece.markup)]
        for link in (one for one in links if re.search(r"\d", one[0])):
            text = change_number(f">{link[0]}<", -1)[1:-1]
            markup = piece.markup[: link.start()] + text + piece.markup[link.end() :]
            other = DrawnPage(
                page.address, page.screen, [DrawnPiece(piece.block, markup)]
            )
            changed += [one for one in list_shown(other) if one not in before]
    assert len(changed) > 3
    found = verify_figures(fed_settings, changed, "lt")
    assert [one for one in found if one.verdict == "same"] == []


def test_number_of_a_sentence_without_a_link_is_noticed(fed_settings: Settings) -> None:
    page = read_page(fed_settings, "/", "lt")
    markup = '<p class="answer">Planuota 3 mln. €, panaudota 42 proc.</p>'
    other = DrawnPage(page.address, page.screen, [DrawnPiece("page", markup)])
    assert [one.text for one in crawl_numbers(other)] == ["3 mln", "42"]


@pytest.mark.parametrize(
    "address", ["/spending", "/targets", "/exams", "/school?code=G1"]
)
def test_numbers_of_tables_are_links(fed_settings: Settings, address: str) -> None:
    page = read_page(fed_settings, address, "lt")
    left = [
        number
        for number in crawl_numbers(page)
        if number.place.startswith("table ") and "|" in number.place
    ]
    assert len(left) <= MOST


def test_number_that_nothing_proves_is_noticed(fed_settings: Settings) -> None:
    page = read_page(fed_settings, "/", "lt")
    table = "<table><caption>x</caption><tr><td data-label=y>987 654</td></tr></table>"
    piece = DrawnPiece("page", table)
    other = DrawnPage(page.address, page.screen, [*page.pieces, piece])
    (found,) = [one for one in crawl_numbers(other) if one.place == "table x | y"]
    assert found.text == "987 654"


@pytest.mark.slow
@pytest.mark.parametrize("plan", ["kaunas", "anyksciai"])
@pytest.mark.parametrize(
    "address", [one for one in ADDRESSES if "birstonas" not in one]
)
def test_numbers_of_the_bundled_plans_hold(
    bundled_settings: Settings, address: str, plan: str
) -> None:
    joint = "&" if "?" in address else "?"
    try:
        page = read_page(bundled_settings, f"{address}{joint}plan={plan}", "lt")
    except PageError as error:
        if error.name != "page_refused":
            raise
        pytest.skip("the plan has none of what the address asks for")
    shown = list(dict.fromkeys(list_shown(page)))
    found = verify_figures(bundled_settings, shown, page.screen.language)
    assert [one for one in found if one.verdict != "same"] == []
