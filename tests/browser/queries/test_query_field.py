"""The field for a query in a browser: coloured, completed, run, stopped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from conftest import Reader
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser

FIELD = ".st-key-sql textarea"
OPTIONS = ".sql-options [role=option] code"
LONG = "select count(*) from range(1000000000000000)"


def focus(page: Page) -> None:
    """Focus the field, and wait for the names of the tables."""
    with page.expect_response("**/api/v1/tables") as answer:
        page.locator(FIELD).click()
    answer.value.finished()


def test_name_is_completed_and_the_query_run_by_key(reader: Reader) -> None:
    page = reader.open("/sql")
    focus(page)
    page.keyboard.type("select count(*) as n\nfrom reports.rpt_pl")
    expect(page.locator(OPTIONS).first).to_have_text("reports.rpt_plan")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".sql-options")).to_be_hidden()
    page.keyboard.type("\nwhere net_e")
    expect(page.locator(OPTIONS).first).to_have_text("net_eur")
    page.keyboard.press("Tab")
    page.keyboard.type(" > 0")
    written = "select count(*) as n\nfrom reports.rpt_plan\nwhere net_eur > 0"
    expect(page.locator(FIELD)).to_have_value(written)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Atsakymas: 1 eilutė")).to_be_visible()
    assert reader.complaints == []


def test_names_that_come_late_are_offered_to_what_is_written(reader: Reader) -> None:
    page = reader.open("/sql")
    held: list[Route] = []
    page.route("**/api/v1/tables", lambda route: held.append(route))  # noqa: PLW0108
    page.locator(FIELD).click()
    page.keyboard.type("select * from reports.rpt_pl")
    expect(page.locator(OPTIONS).first).to_have_text("replace(")
    with page.expect_event("requestfailed"):
        held.pop().abort()
    with page.expect_request("**/api/v1/tables"):
        page.keyboard.type("an")
    expect(page.locator(".sql-options")).to_be_hidden()
    held.pop().continue_()
    expect(page.locator(OPTIONS).first).to_have_text(re.compile(r"^reports\.rpt_plan_"))


@pytest.mark.slow
def test_colours_lie_where_the_text_does(reader: Reader) -> None:
    sql = f"-- ž\nselect '{'a ' * 150}' as x,\n  12.5 + $y -- {'b' * 90}\n"
    page = reader.open(f"/sql?sql={quote(sql)}")
    paint = page.locator("pre.sql-paint")
    expect(paint.locator(".word").first).to_have_text("select")
    expect(paint.locator(".value")).to_have_text("$y")
    field, painted = page.locator(FIELD), paint.evaluate("e => e.textContent")
    assert painted == field.input_value() + "\u200b"
    measure = "e => [e.getBoundingClientRect().x, e.clientWidth, e.scrollHeight]"
    here, there = field.evaluate(measure), paint.evaluate(measure)
    assert all(abs(one - other) <= 1 for one, other in zip(here, there, strict=True))
    page.get_by_text("Užklausų pavyzdžiai").click()
    page.get_by_role("link", name="Kuo planai skiriasi?").click()
    expect(paint).to_contain_text("rpt_plan_comparison")
    assert reader.complaints == []


@pytest.mark.slow
def test_query_that_runs_long_is_stopped(reader: Reader) -> None:
    page = reader.open("/sql")
    page.locator(FIELD).fill(LONG)
    page.locator(FIELD).press("Control+Enter")
    page.get_by_role("button", name="Nutraukti").click()
    expect(page.get_by_text("Užklausa nutraukta")).to_be_visible()
    expect(page.locator(FIELD)).to_have_value(LONG)
    assert reader.complaints == []
