"""The targets page in a browser; figures are those of the queries."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from dashboard.filters import TargetFilter
from dashboard.formats import format_money_short
from dashboard.queries.indicators import fetch_indicator
from dashboard.queries.targets import fetch_indicators, fetch_totals

if TYPE_CHECKING:
    Reader = Any

pytestmark = pytest.mark.browser

PLAN = "kaunas"
MANDATORY = TargetFilter(PLAN, group=("mandatory",))


def test_filter_changes_the_promises_and_the_url_restores_them(
    reader: Reader, served_snapshot: str
) -> None:
    page = reader.open("/targets")
    whole = fetch_totals(served_snapshot, TargetFilter(PLAN))
    assert reader.read_figure() == str(whole["chosen_count"])
    reader.choose("group", "Privalomi")
    narrowed = fetch_totals(served_snapshot, MANDATORY)
    figure = page.locator("dl.figures dd.value").first
    expect(figure).to_have_text(str(narrowed["chosen_count"]))
    address = page.url.removeprefix(reader.url)
    assert "group=" in address
    page.goto("about:blank")
    reader.open(address)
    assert reader.read_figure() == str(narrowed["chosen_count"])


def test_every_share_is_drawn_where_its_value_is(
    reader: Reader, served_snapshot: str
) -> None:
    page = reader.open("/targets")
    rows = fetch_indicators(served_snapshot, TargetFilter(PLAN))
    share = rows.filter(rows["indicator_number"] == "2").row(0, named=True)
    row = page.locator(".dumbbells .row", has_text=share["indicator_name"])
    style = row.locator(".dot.end").get_attribute("style") or ""
    assert f"left:{float(share['target_value'])}%" in style.replace(" ", "")


def test_indicator_is_read_in_detail_and_kept_in_the_url(
    reader: Reader, served_snapshot: str
) -> None:
    page = reader.open("/targets")
    reader.pick("indicator", "13. Mokinių PUPP", "13. Mokin")
    expect(page.locator(".detail h3")).to_contain_text("13. Mokinių PUPP")
    net = fetch_indicator(served_snapshot, PLAN, "13", "lt").row["net_eur"]
    block = page.locator(".st-key-block_money h2")
    expect(block).to_contain_text(format_money_short(net, "lt"))
    expect(page.locator("ul.findings li").first).to_be_visible()
    address = page.url.removeprefix(reader.url)
    page.goto("about:blank")
    reader.open(address)
    expect(page.locator(".detail h3")).to_contain_text("13. Mokinių PUPP")


def test_download_has_the_indicators_on_screen(
    reader: Reader, served_snapshot: str
) -> None:
    page = reader.open("/targets?group=Privalomi")
    with page.expect_download() as waiting:
        page.locator(".st-key-download_csv button").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))[1:]
    expected = fetch_indicators(served_snapshot, MANDATORY)
    assert [row[0] for row in rows] == expected["indicator_number"].to_list()


def test_scale_of_rows_stands_under_its_axis_on_a_phone(phone: Reader) -> None:
    page = phone.open("/targets")
    axis = page.locator(".dumbbells .axis .plot").first.bounding_box()
    row = page.locator(".dumbbells .row:not(.axis) .plot").first.bounding_box()
    assert axis is not None
    assert row is not None
    assert axis["x"] == pytest.approx(row["x"], abs=1)
    assert axis["width"] == pytest.approx(row["width"], abs=1)
