"""How long pages are before a reader asks for more, and that nothing is lost by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from dashboard.kit.pages import ITEM_PAGES, PAGES
from etl.demo.command import add_demo
from etl.refresh.refresh import refresh
from pazanga.settings import PROJECT_ROOT, Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Reader, Server

DESK = {"width": 1440, "height": 900}
SCREENS = 3

ITEMS = (
    "/activity?key=kaunas:13:1",
    "/activity?key=kaunas:48:1",
    "/activity?key=kaunas:2:1",
    "/school?code=G5",
    "/school?code=T34",
    "/indicator?number=1",
    "/indicator?number=4",
    "/proof?figure=planned",
)
"""Pages of one thing, those with most to tell of it among them."""

PATHS = (
    "/",
    *(f"/{page}" for page in PAGES[1:] if page not in ITEM_PAGES),
    *ITEMS,
)

MAIN = "document.querySelector('[data-testid=stMain]').scrollHeight"
CUT = """
() => [...document.querySelectorAll('.table-frame, .rules, .picture, dl.facts dd')]
  .filter((box) => box.checkVisibility() && box.scrollHeight > box.clientHeight + 2)
  .map((box) => box.className)
"""

FADED = """
() => [...document.querySelectorAll('.table-frame:not(:has(tfoot)), dl.facts dd')]
  .filter((box) => box.checkVisibility())
  .map((box) => {
    const {content, opacity} = getComputedStyle(box, '::after');
    const fades = content !== 'none' && opacity > 0.5;
    return [box.scrollHeight > box.clientHeight + 2, fades];
  })
"""


def measure(page: Page) -> float:
    """Screens that a page fills once it is whole."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(500)
    return float(page.evaluate(MAIN)) / DESK["height"]


def measure_all(tab: Reader) -> dict[str, float]:
    tab.page.set_viewport_size(DESK)
    return {path: round(measure(tab.open(path)), 2) for path in PATHS}


@pytest.fixture(scope="module")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The bundled plans with made-up payments, measurements, exams and outcomes."""
    home = tmp_path_factory.mktemp("heights")
    settings = Settings(home=home, data=PROJECT_ROOT / "data")
    refresh(settings)
    add_demo(settings)
    refresh(settings)
    return settings


@pytest.mark.slow
def test_no_page_is_longer_than_three_screens(reader: Reader) -> None:
    heights = measure_all(reader)
    assert {path: high for path, high in heights.items() if high > SCREENS} == {}


@pytest.mark.slow
def test_no_page_of_reported_data_is_longer_either(
    demo_home: Settings,
    serve_module: Callable[[object], Server],
    read_from: Callable[[Server], Reader],
) -> None:
    heights = measure_all(read_from(serve_module(demo_home.home)))
    assert {path: high for path, high in heights.items() if high > SCREENS} == {}


def test_nothing_on_a_desk_hides_only_a_few_rows(reader: Reader) -> None:
    reader.page.set_viewport_size(DESK)
    page = reader.open("/schools")
    assert page.evaluate(CUT) == []
    page = reader.open("/quality")
    assert page.evaluate(CUT) == []
    expect(page.locator(".rules details.group[open]")).to_have_count(1)


def test_only_what_goes_on_below_its_edge_fades(reader: Reader) -> None:
    reader.page.set_viewport_size(DESK)
    page = reader.open("/activity?key=kaunas:13:1")
    faded = page.evaluate(FADED)
    assert any(goes_on for goes_on, _ in faded)
    assert [pair for pair in faded if pair[0] != pair[1]] == []


def test_rows_scroll_under_their_heading(reader: Reader) -> None:
    page = reader.open("/schools")
    page.locator(".st-key-schools_length button").click()
    frame = page.locator(".table-frame").first
    expect(frame.locator("tbody tr")).to_have_count(59)
    frame.evaluate("(frame) => frame.scrollTo(0, 200)")
    head = frame.locator("thead th").first.bounding_box()
    edge = frame.bounding_box()
    assert head
    assert edge
    assert abs(head["y"] - edge["y"]) < 2
    frame.focus()
    page.keyboard.press("End")
    expect(frame.locator("tbody tr").last).to_be_in_viewport()


@pytest.mark.few(2)
@pytest.mark.parametrize("path", ["/schools", "/plan", "/quality", ITEMS[0]])
def test_paper_shows_what_scrolls_and_what_is_folded(reader: Reader, path: str) -> None:
    page = reader.open(path)
    page.emulate_media(media="print")
    assert page.evaluate(CUT) == []
    hidden = page.locator("details.fold .table-frame, details.fold .picture")
    for block in hidden.all():
        assert block.evaluate("(one) => one.getBoundingClientRect().height") > 0


def test_link_to_a_folded_chart_opens_it(reader: Reader) -> None:
    page = reader.open("/schools#meetings_network")
    fold = page.locator(".st-key-block_meetings_network details.fold")
    expect(fold).to_have_attribute("open", "")


@pytest.mark.few(3)
@pytest.mark.parametrize(
    "path", ["/", "/spending", "/targets", "/schools", "/exams", "/plan", ITEMS[0]]
)
def test_first_figure_stands_on_the_first_screen_of_a_phone(
    phone: Reader, path: str
) -> None:
    page = phone.open(path)
    box = page.locator("dl.figures dd.value").first.bounding_box()
    assert box
    assert box["y"] + box["height"] <= page.viewport_size["height"]
