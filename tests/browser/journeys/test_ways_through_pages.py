"""Ways through the pages: from the plan to a school, by links, keys and addresses."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

Reader = Any

pytestmark = pytest.mark.browser


def test_activity_leads_to_its_indicator_and_on_to_another(reader: Reader) -> None:
    page = reader.open("/activity?key=kaunas:30:1&plan=kaunas")
    page.locator("dl.facts a[href^=indicator]").first.click()
    expect(page.locator("h1")).to_contain_text("Rodiklis")
    page.locator("td a[href^=activity]").nth(1).click()
    expect(page).to_have_url(re.compile(r"/activity\?.*key=kaunas"))
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Rodiklis")


def test_activity_leads_to_a_school_and_to_whom_it_meets(reader: Reader) -> None:
    page = reader.open("/activity?key=kaunas:30:1&plan=kaunas")
    page.locator("dl.facts a[href^=school]").first.click()
    expect(page).to_have_url(re.compile(r"/school\?.*code=G\d+"))
    name = page.locator("h1").inner_text()
    fold = page.locator("summary", has_text="susitinka").first
    fold.click()
    page.locator("details[open] a[href^=school]").first.click()
    expect(page.locator("h1")).not_to_have_text(name)


def test_tree_of_the_plan_opens_down_to_an_activity(reader: Reader) -> None:
    page = reader.open("/plan?plan=kaunas")
    tree = page.locator(".tree")
    tree.locator("> details > summary").first.click()
    tree.locator("details details > summary").first.click()
    tree.locator("details[open] details[open] li a[href^=activity]").first.click()
    expect(page).to_have_url(re.compile(r"/activity\?"))


def test_way_back_from_a_thing_is_above_its_name(reader: Reader) -> None:
    page = reader.open("/indicator?number=1&plan=kaunas")
    page.locator("nav.crumbs a").first.click()
    expect(page).to_have_url(re.compile(r"/targets"))


def test_list_of_schools_leads_to_each_of_them(reader: Reader) -> None:
    page = reader.open("/schools?plan=kaunas")
    heading = page.locator("h1")
    title = heading.inner_text()
    for place in (0, 2):
        link = page.locator(".table-frame th a[href^=school]").nth(place)
        name = link.inner_text()
        link.click()
        expect(heading).to_have_text(name)
        page.go_back()
        # A school's page has figures and links to schools as well.
        expect(heading).to_have_text(title)


def test_copied_address_is_the_same_view_in_another_tab(
    reader: Reader,
) -> None:
    page = reader.open("/spending?plan=kaunas&area=steam&show=planned")
    answer = page.locator("p.answer").inner_text()
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator("p.answer")).to_have_text(answer)
    other.reload()
    expect(other.locator("p.answer")).to_have_text(answer)


def test_chip_of_a_filter_removes_it(reader: Reader) -> None:
    page = reader.open("/spending?plan=kaunas&area=steam")
    whole = reader.read_figure()
    expect(page.locator("p.active")).to_contain_text("STEAM")
    page.get_by_test_id("stBaseButton-tertiary").first.click()
    expect(page.locator("dl.figures dd.value").first).not_to_have_text(whole)


def test_language_changes_and_the_thing_stays(reader: Reader) -> None:
    page = reader.open("/school?code=G1&plan=kaunas")
    name = page.locator("h1").inner_text()
    page.locator(".st-key-lang").get_by_text("en").click()
    expect(page).to_have_url(re.compile("lang=en"))
    expect(page.locator("h1")).to_have_text(name)
    expect(page.locator("footer.foot")).to_contain_text("Accessibility")


def test_other_plan_is_chosen_and_its_figures_shown(reader: Reader) -> None:
    reader.open("/?plan=kaunas")
    figure = reader.read_figure()
    reader.open("/?plan=anyksciai")
    assert reader.read_figure() != figure


def test_code_that_does_not_exist_is_refused_with_a_sentence(reader: Reader) -> None:
    page = reader.open("/indicator?number=999&plan=kaunas")
    expect(page.locator(".notice, .notice-line, .refusal").first).to_contain_text("999")


@pytest.mark.few(1)
@pytest.mark.parametrize("address", ["/municipalities", "/spending", "/targets"])
def test_table_under_a_chart_is_opened_by_key(reader: Reader, address: str) -> None:
    page = reader.open(f"{address}?plan=kaunas")
    summary = page.locator(".under details > summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".under details[open] table").first).to_be_visible()
