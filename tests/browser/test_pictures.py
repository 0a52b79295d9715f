"""A chart taken away: copied, downloaded, linked; none of it on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    Reader = Any

pytestmark = pytest.mark.browser


def test_chart_is_copied_downloaded_and_linked(reader: Reader) -> None:
    page = reader.open("/spending?show=planned&lang=en")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    menu = page.locator("details.take").first
    menu.locator("summary").click()
    menu.get_by_role("button").click()
    expect(menu.get_by_role("status")).to_contain_text("Copied: paste it")
    copied = "navigator.clipboard.read().then((items) => items[0].types)"
    assert page.evaluate(copied) == ["image/png"]
    with page.expect_download() as download:
        menu.get_by_role("link", name="SVG").click()
    assert download.value.suggested_filename.startswith("kaunas-spending-comparison-")
    menu.get_by_role("link", name="Link").click()
    expect(menu.get_by_role("status")).to_contain_text("The link is copied")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("/spending?lang=en&plan=kaunas&show=planned#comparison")
    page.emulate_media(media="print")
    expect(menu).to_be_hidden()
    assert reader.complaints == []
