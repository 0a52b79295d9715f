"""A ledger of another layout in a real browser: dropped, mapped, kept, recognised."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page, expect

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pazanga.settings import Settings

pytestmark = pytest.mark.browser

LEDGER = (
    "SASK_NR;SASK_DATA;KREDITORIUS;EILUTES_SUMA;FIN_SALTINIS;PRIEMONE\n"
    "AB 1;31-DEC-24;UAB Pirmas;.58;01;15020104004\n"
    "AB 2;30-NOV-24;UAB Antras;1000.00;02;777\n"
)
A_WHILE = 90_000


def choose(page: Page, name: str, option: int) -> None:
    """Choose an option; a list that is open closes when the page scrolls."""
    field = page.get_by_role("combobox", name=name)
    field.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    field.click()
    page.get_by_role("option").nth(option).click()


@pytest.mark.slow
def test_ledger_is_mapped_and_then_recognised(
    served_settings: Settings,
    tmp_path: Path,
    browser: Browser,
    start_server: Callable[..., Any],
) -> None:
    home = tmp_path / "home"
    shutil.copytree(served_settings.home, home)
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{start_server(home).url}/load?lang=lt")
    file = {"name": "knyga.csv", "mimeType": "text/csv", "buffer": LEDGER.encode()}
    page.locator("input[type=file]").first.set_input_files(files=[file])  # type: ignore[list-item]
    page.get_by_role("button", name="Susieti stulpelius").click(timeout=A_WHILE)
    expect(page.get_by_text("Dar nenurodyta: Veiklos Nr.")).to_be_visible(
        timeout=A_WHILE
    )
    choose(page, "Etapas", 3)
    expect(page.get_by_text("Dar nenurodyta: Veiklos Nr.")).to_be_visible(
        timeout=A_WHILE
    )
    choose(page, "777 · 1 eilutė", 1)
    lines = page.get_by_role("heading", name="Visos failo eilutės")
    expect(lines).to_be_visible(timeout=A_WHILE)
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide
    page.get_by_role("button", name="Įrašyti susiejimą").click()
    expect(page.get_by_text("knyga.csv – atpažinta: Išlaidos")).to_be_visible(
        timeout=A_WHILE
    )
    assert (home / "mappings" / "knyga.toml").exists()
    page.close()
