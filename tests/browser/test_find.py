"""Finding by keys alone: slash, a word, Enter, a result, and Back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
Reader = Any


def test_word_is_found_and_opened_by_keys_alone(reader: Reader) -> None:
    page = reader.open("/targets")
    page.evaluate("window.isSame = true")
    page.keyboard.press("/")
    expect(page.locator("form.find input[type=search]")).to_be_focused()
    page.keyboard.type("robotika")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/find\?.*search=robotika"))
    first = page.locator("ul.results a").first
    expect(first).to_have_text("47.4. Robotikos kabinetas")
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/activity\?"))
    expect(page.locator("h1")).to_contain_text("47.4")
    page.go_back()
    expect(page).to_have_url(re.compile(r"/find\?.*search=robotika"))
    expect(page.locator("form.find input[type=search]")).to_have_value("robotika")
    page.go_back()
    expect(page).to_have_url(re.compile(r"/targets"))
    assert page.evaluate("window.isSame")
    assert reader.complaints == []


def test_word_looked_for_filters_no_other_page(reader: Reader) -> None:
    page = reader.open("/find?search=robotika")
    page.get_by_role("link", name="Lėšos", exact=True).click()
    expect(page).to_have_url(re.compile(r"/spending(\?plan=kaunas)?$"))
    expect(page.locator("form.find input[type=search]")).to_have_value("")


def test_slash_in_a_field_is_a_letter(reader: Reader) -> None:
    page = reader.open("/find?lang=en")
    field = page.locator("form.find input[type=search]")
    field.fill("a")
    field.press("/")
    expect(field).to_have_value("a/")


def test_word_that_nothing_holds_leads_to_one_that_something_does(
    phone: Reader,
) -> None:
    page = phone.open("/find?search=robatika")
    page.get_by_role("link", name="robotikos").click()
    expect(page.locator("ul.results a").first).to_contain_text("Robotikos")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_field_keeps_language_and_plan(reader: Reader) -> None:
    page = reader.open("/spending?lang=en&plan=anyksciai&area=steam")
    page.keyboard.press("/")
    page.keyboard.type("steam & co?")
    page.keyboard.press("Enter")
    expect(page).to_have_url(
        re.compile(r"/find\?lang=en&plan=anyksciai&search=steam\+%26\+co%3F")
    )
    expect(page.locator("h1")).to_have_text("Find")
