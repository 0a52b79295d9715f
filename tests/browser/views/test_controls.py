"""The choices above a page: one row on a desk, none cut, and none without its block."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from conftest import Reader

TOPS = """() => [...document.querySelectorAll(
    '.st-key-controls [data-testid=stElementContainer] label')]
  .filter(one => one.checkVisibility())
  .map(one => Math.round(one.getBoundingClientRect().top))"""


def list_tops(page: Page) -> list[int]:
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    return list(page.evaluate(TOPS))


@pytest.mark.few(2)
@pytest.mark.parametrize("path", ["/spending", "/targets", "/exams"])
@pytest.mark.parametrize("language", ["lt", "en"])
def test_choices_stand_in_one_row_on_a_desk(
    reader: Reader, path: str, language: str
) -> None:
    reader.page.set_viewport_size({"width": 1440, "height": 900})
    page = reader.open(f"{path}?lang={language}")
    tops = list_tops(page)
    assert len(tops) > 3
    assert max(tops) - min(tops) < 3
    first = page.locator(".st-key-controls label").first.bounding_box()
    edge = page.locator("p.answer").bounding_box()
    assert first
    assert edge
    assert abs(first["x"] - edge["x"]) < 2


def test_two_chosen_filters_leave_the_row_whole(reader: Reader) -> None:
    reader.page.set_viewport_size({"width": 1440, "height": 900})
    page = reader.open("/spending?area=steam&school=G5")
    tops = list_tops(page)
    assert max(tops) - min(tops) < 3
    chip = page.locator(".st-key-school [data-tag]").bounding_box()
    assert chip
    assert chip["width"] > 48


@pytest.mark.few(1)
@pytest.mark.parametrize("width", [720, 820, 1024])
def test_choices_take_two_rows_on_a_tablet(reader: Reader, width: int) -> None:
    reader.page.set_viewport_size({"width": width, "height": 900})
    page = reader.open("/spending")
    assert len({round(top / 4) for top in list_tops(page)}) <= 2


def test_rows_of_a_closed_block_are_offered_once_it_opens(reader: Reader) -> None:
    page = reader.open("/municipalities")
    button = page.locator(".st-key-downloads_programme button").first
    expect(button).to_be_attached()
    expect(button).to_be_hidden()
    page.locator("details.fold", has_text="Programos sumos").locator("summary").click()
    expect(button).to_be_visible()


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("width", "seen"), [(1440, "middle"), (820, "pair"), (720, "pair"), (390, "narrow")]
)
def test_flows_are_drawn_by_the_room_they_have(
    reader: Reader, width: int, seen: str
) -> None:
    reader.page.set_viewport_size({"width": width, "height": 900})
    page = reader.open("/spending?show=purpose")
    for name in ("middle", "pair", "narrow"):
        drawing = page.locator(f".flows .{name}")
        expect(drawing).to_be_visible(visible=name == seen)
    expect(page.locator(".flows .below")).to_be_visible(visible=width != 1440)
    wide = page.locator("[data-testid=stMain]").evaluate("one => one.scrollWidth")
    assert wide <= width


def test_paper_shows_the_query_of_a_figure_whole(reader: Reader) -> None:
    page = reader.open("/proof?figure=planned")
    page.emulate_media(media="print")
    query = page.locator("pre.query").first
    cut = query.evaluate("one => one.scrollHeight - one.clientHeight")
    assert cut <= 2
