"""Where a figure comes from, and what an abbreviation means: by key, on any width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from conftest import Reader
    from playwright.sync_api import Page

TOPS = "[...document.querySelectorAll('h1, h2, dl')].map(one => one.offsetTop).join()"
SHOWN = "getComputedStyle(document.activeElement, '::after').content"


def press_tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on an element."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches('{selector}')"):
            return
    pytest.fail(f"no key leads to {selector}")


def test_figure_leads_to_its_proof_and_back_by_keys(reader: Reader) -> None:
    page = reader.open("/spending?area=culture")
    figure = reader.read_figure()
    press_tab_to(page, "dd.value a.proof")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Iš kur šis skaičius")
    expect(page.locator("p.answer")).to_contain_text("Planuota be PVM")
    expect(page.locator("p.definition").last).to_contain_text("Kultūrinis ugdymas")
    page.go_back()
    expect(page.locator("dl.figures dd.value").first).to_have_text(figure)
    expect(page.locator("p.active")).to_contain_text("Kultūrinis ugdymas")


@pytest.mark.parametrize("width", [390, 1440])
def test_abbreviation_says_what_it_means_and_moves_nothing(
    reader: Reader, width: int
) -> None:
    reader.page.set_viewport_size({"width": width, "height": 800})
    page = reader.open("/?lang=en")
    page.wait_for_timeout(500)
    before = page.evaluate(TOPS)
    press_tab_to(page, "abbr")
    assert "Value added tax" in page.evaluate(SHOWN)
    assert page.evaluate(TOPS) == before
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("Escape")
    assert page.evaluate(SHOWN) == "none"
