"""From a figure on a page to its rows, its query and back: by mouse, key and touch."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

Reader = Any

pytestmark = pytest.mark.browser

TITLE = {"lt": "Iš kur šis skaičius", "en": "Where this figure comes from"}


def press_tab_to(page: Any, selector: str) -> None:  # noqa: ANN401
    for _ in range(160):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches('{selector}')"):
            return
    pytest.fail(f"no key leads to {selector}")


@pytest.mark.few(1)
@pytest.mark.parametrize("language", ["lt", "en"])
def test_number_of_a_table_leads_to_its_line_of_the_document(
    reader: Reader, language: str
) -> None:
    page = reader.open(f"/spending?plan=kaunas&lang={language}")
    cell = page.locator("td.number a.proof").last
    amount = cell.inner_text()
    cell.click()
    expect(page.locator("h1")).to_have_text(TITLE[language])
    expect(page.locator("p.answer")).to_contain_text(amount)
    rows = page.locator("tbody tr")
    expect(rows.first).to_contain_text(re.compile(r"\d+\s+eilut|line \d+"))


def test_mark_of_a_chart_is_proved_by_the_table_under_it(reader: Reader) -> None:
    page = reader.open("/?plan=kaunas")
    block = page.locator(".st-key-block_money")
    shown = block.locator("p.name").first.inner_text().replace("\u00a0", " ")
    share = re.search(r"(\d+) %", shown)
    assert share
    block.locator("summary").first.click()
    proof = block.locator("tbody a.proof", has_text=f"{share[1]}\u00a0%").first
    proof.click()
    expect(page.locator("h1")).to_have_text(TITLE["lt"])
    expect(page.locator("p.answer")).to_contain_text("dalis visumoje")
    page.go_back()
    expect(page.locator("dl.figures")).to_be_visible()


def test_number_is_reached_and_left_by_keys(reader: Reader) -> None:
    page = reader.open("/targets?plan=kaunas")
    press_tab_to(page, "dl.figures a.proof")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(TITLE["lt"])
    press_tab_to(page, "nav.crumbs a")
    page.keyboard.press("Enter")
    expect(page.locator("dl.figures")).to_be_visible()


def test_number_is_opened_by_touch(phone: Reader) -> None:
    page = phone.open("/indicator?number=1&plan=kaunas")
    number = page.locator("dl.facts a.proof").first
    box = number.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24
    number.tap()
    expect(page.locator("h1")).to_have_text(TITLE["lt"])
    expect(page.locator("p.definition").last).to_contain_text("1. ")


def test_query_of_a_cell_runs_as_it_stands(reader: Reader) -> None:
    page = reader.open(
        "/proof?plan=kaunas&figure=rpt_indicator.target_value&row=indicator_number:1"
    )
    said = re.search(r"\d+[,.]\d+", page.locator("p.answer").inner_text())
    assert said
    page.locator("summary", has_text="SQL").first.click()
    page.locator("p.more a[href^=sql]").click()
    expect(page.locator("tbody td, tbody th").first).to_contain_text(
        re.compile(said[0].replace(",", "[,.]")), timeout=30_000
    )


def test_paper_shows_numbers_and_no_links(reader: Reader) -> None:
    page = reader.open("/spending?plan=kaunas")
    page.emulate_media(media="print")
    line = "getComputedStyle(document.querySelector('td a.proof')).textDecorationLine"
    assert page.evaluate(line) == "none"


def test_link_of_a_proof_shows_only_when_asked(reader: Reader) -> None:
    page = reader.open("/spending?plan=kaunas")
    number = page.locator("td a.proof:visible").first
    colour = "one => getComputedStyle(one).textDecorationColor"
    quiet = number.evaluate(colour)
    number.hover()
    assert "0)" in quiet
    assert number.evaluate(colour) != quiet
