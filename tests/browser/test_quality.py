"""The page on data quality in a browser; figures are those of the queries."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from dashboard.app_pages.quality.queries import (
    query_findings,
    query_printed_totals,
    query_totals,
)
from dashboard.kit.filters import FindingFilter
from dashboard.kit.formats import format_amount
from dashboard.kit.texts import Words

if TYPE_CHECKING:
    Reader = Any

pytestmark = pytest.mark.browser

PLAN = "kaunas"
ERRORS = FindingFilter(PLAN, severity=("error",))


def test_figures_and_totals_are_those_of_the_queries(
    reader: Reader, served_snapshot: str
) -> None:
    page = reader.open("/quality")
    totals = query_totals(served_snapshot, FindingFilter(PLAN), "lt")
    assert reader.read_figure(0) == str(totals["error_count"])
    assert reader.read_figure(1) == str(totals["warning_count"])
    printed = query_printed_totals(served_snapshot, PLAN).row(0, named=True)
    table = page.locator("table").first
    for name in ("printed_net_eur", "summed_net_eur", "printed_vat_eur"):
        amount = format_amount(printed[name], "lt").replace("\u00a0", " ")
        expect(table).to_contain_text(amount)


def test_filter_narrows_the_findings_and_the_url_restores_them(
    reader: Reader, served_snapshot: str
) -> None:
    page = reader.open("/quality")
    reader.choose("severity", "klaida")
    count = query_totals(served_snapshot, ERRORS, "lt")["error_count"]
    say, condition = Words("quality", "lt"), "svarba – ■ klaida"
    title = say("findings.title_filtered", count=count, condition=condition)
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    expect(page.locator(".rules h3")).to_have_count(1)
    address = page.url.removeprefix(reader.url)
    page.goto("about:blank")
    reader.open(address)
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def test_rule_unfolds_to_its_findings(reader: Reader) -> None:
    page = reader.open("/quality")
    warnings = page.locator(".rules details.group", has_text="Neįprastas PVM")
    rule = warnings.locator("details", has_text="Neįprastas PVM")
    warnings.locator(":scope > summary").click()
    expect(rule.locator("table")).to_be_hidden()
    rule.locator("summary").click()
    expect(rule.locator("table")).to_be_visible()
    expect(rule.locator("tbody tr").first).to_contain_text("veikla")


def test_download_has_the_findings_on_screen(
    reader: Reader, served_snapshot: str
) -> None:
    page = reader.open("/quality")
    reader.choose("severity", "klaida")
    count = query_totals(served_snapshot, ERRORS, "lt")["error_count"]
    buttons = page.locator(".st-key-downloads")
    expect(buttons).to_contain_text(Words("kit", "lt")("download.label", count=count))
    with page.expect_download() as waiting:
        page.locator(".st-key-download_csv button").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))[1:]
    expected = query_findings(served_snapshot, ERRORS, "lt")
    numbers = [str(number) for number in expected["finding_number"]]
    assert [row[0] for row in rows] == numbers
