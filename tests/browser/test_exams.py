"""The exams page in a browser; figures are those of the queries."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from dashboard.app_pages.exams.queries import query_results, query_totals
from dashboard.kit.filters import ExamFilter

if TYPE_CHECKING:
    Reader = Any

pytestmark = pytest.mark.browser

PLAN = "kaunas"
ONE_SCHOOL = ExamFilter(PLAN, school=("G6",))


def test_filter_changes_the_figures_and_the_url_restores_them(
    reader: Reader, served_snapshot: str
) -> None:
    page = reader.open("/exams")
    whole = query_totals(served_snapshot, ExamFilter(PLAN), "lt")
    assert reader.read_figure(0) == str(whole["school_count"])
    assert reader.read_figure(3) == str(whole["ambiguous_count"])
    reader.choose("school", "G6 ")
    one = query_totals(served_snapshot, ONE_SCHOOL, "lt")
    figures = page.locator("dl.figures dd.value")
    expect(figures.nth(3)).to_have_text(str(one["ambiguous_count"]))
    expect(page.locator(".dumbbells .row.marked").first).to_contain_text("G6")
    address = page.url.removeprefix(reader.url)
    page.goto("about:blank")
    reader.open(address)
    assert reader.read_figure(3) == str(one["ambiguous_count"])


def test_download_has_the_rows_of_the_chosen_school(
    reader: Reader, served_snapshot: str
) -> None:
    page = reader.open("/exams")
    reader.choose("school", "G6 ")
    expect(page.locator(".st-key-downloads")).to_contain_text("Atsisiųsti 10")
    with page.expect_download() as waiting:
        page.locator(".st-key-download_csv button").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))[1:]
    results = query_results(served_snapshot, ONE_SCHOOL, "lt")
    expected = results.filter(results["is_marked"])
    assert [row[11] for row in rows] == [str(line) for line in expected["source_line"]]


def test_change_is_shown_for_the_chosen_subject(reader: Reader) -> None:
    page = reader.open("/exams")
    reader.pick("series", "VBE · Matematika", "VBE · Mat")
    expect(page.locator(".st-key-block_changes h2")).to_contain_text("Matematika")
    assert "series=" in page.url


def test_points_name_their_school_when_pointed_at(reader: Reader) -> None:
    page = reader.open("/exams")
    block = page.locator("[class*='st-key-block_spread_vbe']")
    block.locator("details.fold > summary").click()
    point = block.locator(".strips .point").first
    point.scroll_into_view_if_needed()
    expect(point).to_have_attribute("title", re.compile("gimnazija"))


def test_labels_of_strips_stay_inside_a_phone(phone: Reader) -> None:
    page = phone.open("/exams")
    block = page.locator("[class*='st-key-block_spread_vbe']")
    block.scroll_into_view_if_needed()
    block.locator("details.fold > summary").click()
    texts = block.locator(".strips .text")
    expect(texts.first).to_be_visible()
    for place in range(texts.count()):
        box = texts.nth(place).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 391
