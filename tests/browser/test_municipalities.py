"""The page of municipalities in a browser: a map, a list, links to plans."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
Reader = Any


def test_tile_of_a_plan_leads_to_it_and_back(reader: Reader) -> None:
    page = reader.open("/")
    page.get_by_role("link", name="Savivaldybės", exact=True).click()
    expect(page.locator("ul.tiles li")).to_have_count(60)
    page.locator("ul.tiles").get_by_role("link", name="Anykščių r.").click()
    expect(page).to_have_url(re.compile(r"/\?plan=anyksciai$"))
    expect(page.locator("h1")).to_contain_text("Anykščių r. sav.")
    page.go_back()
    expect(page.locator("ul.tiles li")).to_have_count(60)
    assert reader.complaints == []


def test_map_lies_as_the_land_does(reader: Reader) -> None:
    page = reader.open("/municipalities")
    boxes = {
        name: page.locator("ul.tiles li", has_text=name).first.bounding_box()
        for name in ("Neringos", "Zarasų r.", "Biržų r.", "Lazdijų r.")
    }
    assert boxes["Neringos"]["x"] < boxes["Zarasų r."]["x"]
    assert boxes["Biržų r."]["y"] < boxes["Lazdijų r."]["y"]


def test_map_is_a_list_on_a_phone(phone: Reader) -> None:
    page = phone.open("/municipalities")
    tiles = page.locator("ul.tiles li")
    first, last = tiles.first.bounding_box(), tiles.last.bounding_box()
    assert first["y"] < last["y"]
    assert first["height"] < 40
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
