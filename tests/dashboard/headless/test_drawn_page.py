"""Pages without a browser: what an address draws, and what leads to nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from dashboard.headless.addresses import PageAddress, parse_address
from dashboard.headless.drawn_page import run_page
from dashboard.headless.markup import parse_markup
from dashboard.kit.html import tag
from pazanga.errors import NoSnapshot, PageError

if TYPE_CHECKING:
    from pathlib import Path

    from pazanga.settings import Settings


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", PageAddress("overview")),
        ("/?lang=en", PageAddress("overview", (("lang", "en"),))),
        ("./?plan=kaunas", PageAddress("overview", (("plan", "kaunas"),))),
        ("spending", PageAddress("spending")),
        (
            " https://x.lt:8501/spending?area=steam&area=culture#comparison ",
            PageAddress(
                "spending", (("area", "steam"), ("area", "culture")), "comparison"
            ),
        ),
    ],
)
def test_address_is_read_as_it_is_copied(address: str, expected: PageAddress) -> None:
    assert parse_address(address) == expected


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/nera", "page_unknown"),
        ("/load", "page_unknown"),
        ("/../../etc/passwd", "page_unknown"),
        ("/spending?lang=de", "page_language"),
        ("http://[x/spending", "address_unreadable"),
        ("/spending?" + "a=1&" * 500, "address_unreadable"),
        ("/" + "a" * 5000, "address_unreadable"),
    ],
)
def test_address_that_leads_nowhere_is_refused(address: str, name: str) -> None:
    with pytest.raises(PageError) as caught:
        parse_address(address)
    assert caught.value.name == name


def test_page_is_drawn_with_its_blocks(shown_settings: Settings) -> None:
    address = parse_address("/spending?area=steam&lang=en#comparison")
    page = run_page(shown_settings, address)
    assert (page.screen.language, page.screen.plan_code) == ("en", "birstonas")
    assert dict(page.screen.choices)["area"] == ("steam",)
    assert page.pieces[0].block == "page"
    assert parse_markup(page.pieces[0].markup).find(name="h1")
    assert not any("<style" in piece.markup for piece in page.pieces)
    chart = parse_markup(page.charts["comparison"])
    picture = chart.find("picture")
    assert picture
    assert picture.find("bars")
    assert chart.find("source")
    assert (
        "Birstonas"
        not in run_page(
            shown_settings, parse_address("/?plan=kalvarija")
        ).screen.plan_name
    )


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/spending?area=nera", "“Area: nera”"),
        ("/school?code=G999", "G999” is not among"),
        ("/?plan=nera", "“nera”"),
        ("/spending?foo=1", "“foo”"),
        ("/spending?search=zzzz", "Nothing matches these filters. "),
    ],
)
def test_what_an_address_lacks_is_said_in_both_languages(
    shown_settings: Settings, address: str, said: str
) -> None:
    with pytest.raises(PageError, match=re.escape(said)) as caught:
        run_page(shown_settings, parse_address(address))
    lithuanian = caught.value.text("lt")
    assert said not in lithuanian
    assert re.search(r"„|nieko", lithuanian)


def test_without_data_there_is_no_page(
    shown_settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(NoSnapshot):
        run_page(replace(shown_settings, home=tmp_path), parse_address("/"))


def test_what_could_turn_a_text_round_is_shown() -> None:
    node = parse_markup(tag("p", "a\u202eb\x00", aria_label="\x1bc")).nodes[0]
    assert (node.text, node.attributes) == (r"a\u202eb\x00", {"aria-label": r"\x1bc"})


def test_markup_is_read_back_as_it_was_written() -> None:
    written = tag("p", tag("b", "5 &lt; 6"), "  eur\n", class_="a b", style="left:5%")
    node = parse_markup(written + tag("i", "")).find(name="p")
    assert node
    assert (node.classes, node.style) == (["a", "b"], {"left": "5%"})
    assert node.text == "5 < 6 eur"
