"""The targets page in a browser; figures are those of the queries."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from dashboard.app_pages.indicator.queries import query_indicator
from dashboard.app_pages.targets.queries import query_indicators, query_totals
from dashboard.kit.filters import TargetFilter
from dashboard.kit.formats import format_money_short

if TYPE_CHECKING:
    Reader = Any

pytestmark = pytest.mark.browser

PLAN = "kaunas"
MANDATORY = TargetFilter(PLAN, group=("mandatory",))


def test_filter_changes_the_promises_and_the_url_restores_them(
    reader: Reader, served_snapshot: str
) -> None:
    page = reader.open("/targets")
    whole = query_totals(served_snapshot, TargetFilter(PLAN))
    assert reader.read_figure() == str(whole["chosen_count"])
    reader.choose("group", "Privalomi")
    narrowed = query_totals(served_snapshot, MANDATORY)
    figure = page.locator("dl.figures dd.value").first
    expect(figure).to_have_text(str(narrowed["chosen_count"]))
    address = page.url.removeprefix(reader.url)
    assert "group=" in address
    page.goto("about:blank")
    reader.open(address)
    assert reader.read_figure() == str(narrowed["chosen_count"])


def test_name_of_an_indicator_leads_to_its_page_and_back(
    reader: Reader, served_snapshot: str
) -> None:
    page = reader.open("/targets?group=municipal")
    link = page.locator("a[href*='number=13']:visible").first
    name = link.inner_text()
    link.click()
    expect(page.locator("p.answer")).to_have_text(name)
    expect(page.locator("nav.crumbs")).to_contain_text("Rodikliai")
    net = query_indicator(served_snapshot, PLAN, "13", "lt").row["net_eur"]
    block = page.locator(".st-key-block_money h2")
    expect(block).to_contain_text(format_money_short(net, "lt"))
    expect(page.locator("ul.findings li").first).to_be_visible()
    page.go_back()
    expect(page.locator("a[href*='number=13']:visible").first).to_have_text(name)
    assert page.url.endswith("/targets?group=municipal")


def test_download_has_the_indicators_on_screen(
    reader: Reader, served_snapshot: str
) -> None:
    page = reader.open("/targets?group=Privalomi")
    with page.expect_download() as waiting:
        page.locator(".st-key-download_csv button").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))[1:]
    expected = query_indicators(served_snapshot, MANDATORY)
    assert [row[0] for row in rows] == expected["indicator_number"].to_list()


@pytest.mark.few(1)
@pytest.mark.parametrize("width", [1440, 1024])
def test_every_promise_stands_on_one_screen(reader: Reader, width: int) -> None:
    page = reader.open("/targets")
    page.set_viewport_size({"width": width, "height": 1200})
    rows = page.locator(".bullet:not(.heads)")
    assert rows.count() == 24
    first, last = rows.first.bounding_box(), rows.last.bounding_box()
    assert first
    assert last
    assert last["y"] + last["height"] - first["y"] <= 1200
