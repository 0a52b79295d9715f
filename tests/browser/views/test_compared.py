"""Comparison of a page in a real browser: address, history, picture, phone, paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from conftest import Reader

PROGRAMME = "kituose įkeltuose programos planuose"


def compare(page: Page, option: str) -> None:
    field = page.locator(".st-key-compare input")
    listed = page.get_by_role("option", name=option, exact=True)
    field.click()
    if not listed.is_visible():  # the page may still be drawn, and close the list
        page.wait_for_load_state("networkidle")
        field.press("ArrowDown")
    listed.click()


def test_comparison_is_an_entry_of_the_history(reader: Reader) -> None:
    page = reader.open("/spending")
    answer = page.locator("p.answer")
    before = answer.inner_text()
    compare(page, "Su programa")
    expect(page).to_have_url(f"{reader.url}/spending?compare=programme")
    expect(answer).to_contain_text(PROGRAMME)
    expect(page.locator(".st-key-block_compared .pairs .bar.planned")).to_have_count(4)
    page.go_back()
    expect(page).to_have_url(f"{reader.url}/spending")
    expect(answer).to_have_text(before)
    page.go_forward()
    expect(answer).to_contain_text(PROGRAMME)
    page.reload()
    expect(answer).to_contain_text(PROGRAMME)
    compare(page, "Nelyginti")
    expect(page).to_have_url(f"{reader.url}/spending")
    expect(answer).to_have_text(before)
    assert reader.complaints == []


def test_comparison_is_printed_without_its_controls(reader: Reader) -> None:
    page = reader.open("/spending?compare=programme")
    page.emulate_media(media="print")
    expect(page.locator(".st-key-block_compared table")).to_be_visible()
    expect(page.locator(".st-key-compare")).to_be_hidden()


def test_choices_stand_behind_one_button_on_a_phone(phone: Reader) -> None:
    page = phone.open("/spending?compare=programme")
    expect(page.locator("p.answer")).to_contain_text(PROGRAMME)
    expect(page.locator(".st-key-compare")).to_be_hidden()
    page.locator(".st-key-filters_toggle button").click()
    expect(page.locator(".st-key-compare")).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
