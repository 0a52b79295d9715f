"""Paper names what the screen folds: rows without a title pass for those above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from conftest import Reader

NAMELESS = """() => [...document.querySelectorAll(
    '[data-testid=stMain] details:not(.rows, .take, .foot details)')]
  .filter(one => [...one.children].some(child => child.tagName !== 'SUMMARY'
    && child.checkVisibility({contentVisibilityAuto: true})
    && child.getBoundingClientRect().height > 1))
  .filter(one => one.querySelector('summary').getBoundingClientRect().height < 8)
  .map(one => one.querySelector('summary').textContent)"""


@pytest.mark.few(2)
@pytest.mark.parametrize(
    "path", ["/plan", "/quality", "/school?code=G5", "/targets", "/exams", "/spending"]
)
def test_paper_names_what_it_opens(reader: Reader, path: str) -> None:
    page = reader.open(path)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.emulate_media(media="print")
    assert page.evaluate(NAMELESS) == []


def test_tree_is_printed_to_its_tasks(reader: Reader) -> None:
    page = reader.open("/plan")
    page.emulate_media(media="print")
    tasks = page.locator(".tree > details > details > summary")
    expect(tasks.first).to_be_visible()
    deepest = page.locator(".tree > details > details > ul, .tree details details li")
    assert deepest.count()
    assert deepest.first.evaluate("(one) => one.checkVisibility()") is False


def test_long_answer_is_printed_with_whole_values_and_says_that_more_are_left(
    reader: Reader,
) -> None:
    page = reader.open("/sql?sql=from+marts.fct_planned_cost")
    box = page.locator(".scrolled")
    expect(box.locator("tr.unseen")).to_have_count(1)
    expect(box.locator("p.paper")).to_be_hidden()
    page.emulate_media(media="print")
    expect(box.locator("p.paper")).to_be_visible()
    cut = (
        "(cells) => cells.filter((one) => one.scrollWidth > one.clientWidth + 1).length"
    )
    assert box.locator("td").evaluate_all(cut) == 0
    assert box.locator("tbody tr:not(.unseen)").last.is_visible()
    frame = box.locator(".table-frame")
    assert frame.evaluate("(one) => one.scrollHeight - one.clientHeight") <= 1
