"""A presentation in a browser: keys turn it, nothing is cut, nothing is asked for."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dashboard.report.command import write_report
from pazanga.settings import Settings

KEYS = (
    ("ArrowRight", 2),
    ("PageDown", 3),
    ("ArrowLeft", 2),
    ("Shift+Space", 1),
    ("ArrowLeft", 1),
    ("End", -1),
    ("ArrowRight", -1),
    ("Home", 1),
    ("Space", 2),
)
"""Keys in order, and which slide is shown then; -1 is the last."""


@pytest.mark.parametrize("width", [1280, 390])
def test_keys_turn_the_slides(
    browser: Browser, served_settings: Settings, tmp_path: Path, width: int
) -> None:
    out = tmp_path / "skaidrės.html"
    write_report(served_settings, "kaunas", out, "money", "lt")
    complaints: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 720})
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(out.as_uri())
    count = page.locator("section").count()
    assert count > 6
    for key, number in KEYS:
        page.keyboard.press(key)
        shown = page.evaluate(
            "document.elementFromPoint(100, 300).closest('section').id"
        )
        assert shown == f"s{number if number > 0 else count}", key
    if width > 640:
        cut = "[...document.querySelectorAll('section')].filter(isCut).length"
        assert page.evaluate(cut) == 0
    else:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("img").count() > 0
    loaded = "[...document.images].every((image) => image.naturalWidth > 0)"
    assert page.evaluate(loaded)
    assert complaints == []
    page.close()
