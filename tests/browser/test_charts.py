"""Every chart of every page, at every width and on paper: nothing cut, nothing lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from dashboard.kit.pages import HELP_PAGES, ITEM_PAGES, PAGES
from etl.demo.command import add_demo
from etl.refresh.refresh import refresh
from pazanga.settings import PROJECT_ROOT, Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    Server = Any
    Tab = Any
    Read = Callable[[Server], Tab]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDTHS = (390, 640, 720, 820, 1024, 1440)
PAPER = 680
"""Width of A4 between its margins, pixels."""

PATHS = ("/", *(f"/{page}" for page in PAGES[1:] if page != "load"))
TABLED = [
    path
    for path in PATHS[1:]
    if path[1:] not in {*ITEM_PAGES, *HELP_PAGES, "find", "sql", "changes"}
]
"""Pages with tables whatever the address says."""

VIEWS = (
    "/spending?show=share",
    "/spending?absorption=month",
    "/spending?show=planned",
    "/spending?show=planned&compare=programme",
    "/spending?show=purpose",
    "/sql?sql=from+reports.rpt_plan_part",
)
LEAST = 160
"""Least width of a plot, pixels."""

FAULTS = """
() => {
  const faults = [];
  const drawn = (node) => node.checkVisibility() && node.getClientRects().length;
  const clipped = (node, rect, picture) => {
    for (let box = node; box !== picture; box = box.parentElement) {
      if (getComputedStyle(box).overflow !== 'hidden') continue;
      const edge = box.getBoundingClientRect();
      if (rect.top >= edge.bottom - 1 || rect.left >= edge.right - 1) return true;
    }
    return false;
  };
  for (const picture of document.querySelectorAll('.picture')) {
    const frame = picture.getBoundingClientRect();
    const block = picture.closest('[class*=st-key-block_]');
    const name = block ? block.className.match(/block_[a-z0-9_]+/) : 'picture';
    for (const plot of picture.querySelectorAll('.plot, .track')) {
      const width = plot.getBoundingClientRect().width;
      if (drawn(plot) && width < LEAST) faults.push(`${name}: plot of ${width} px`);
    }
    const texts = [];
    const walker = document.createTreeWalker(picture, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.data.trim() || !drawn(node.parentElement)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        if (!rect.width || clipped(node.parentElement, rect, picture)) continue;
        texts.push([node.data.trim(), rect, node.parentElement]);
      }
    }
    for (const [text, rect, parent] of texts) {
      if (rect.left < frame.left - 1 || rect.right > frame.right + 1)
        faults.push(`${name}: "${text}" leaves the picture`);
      const box = parent.closest('.tile, .bar i');
      const edge = box && box.getBoundingClientRect();
      if (edge && (rect.right > edge.right + 1 || rect.bottom > edge.bottom + 1))
        faults.push(`${name}: "${text}" is cut`);
    }
    for (let one = 0; one < texts.length; one++)
      for (let two = one + 1; two < texts.length; two++) {
        const [a, b] = [texts[one][1], texts[two][1]];
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 1 && high > 6)
          faults.push(`${name}: "${texts[one][0]}" over "${texts[two][0]}"`);
      }
  }
  return faults;
}
""".replace("LEAST", str(LEAST))

PARTS = """
() => [...document.querySelectorAll('[class*=st-key-block_]')].flatMap((block) => {
  const treemap = block.querySelector('.treemap');
  const said = treemap ? treemap.innerText : '';
  return !treemap ? [] : [...treemap.querySelectorAll('.drawing .tile:not(.head)')]
    .filter((tile) => tile.checkVisibility())
    .map((tile) => tile.title)
    .filter((title) => !title.split(': ').every((part) => said.includes(part)));
})
"""

CELLS = r"""
() => [...document.querySelectorAll('tbody tr')].flatMap((row) =>
  [...row.children].flatMap((cell) => cell.innerText.trim().split(/\n+/)))
"""

TITLES_OF_NOTHING = """
() => [...document.querySelectorAll('details:not(.tree details) > summary')]
  .filter((title) => title.checkVisibility())
  .filter((title) => ![...title.parentElement.children].some((one) =>
    one !== title && one.checkVisibility() && one.getClientRects().length))
  .map((title) => title.innerText)
"""
"""Titles of folds without what they hold; a plan's tree ends with its tasks."""


@pytest.fixture(scope="module")
def fed_home(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The bundled plans with made-up payments, measurements and exams."""
    home = tmp_path_factory.mktemp("charts") / "home"
    settings = Settings(home=home, data=PROJECT_ROOT / "data")
    add_demo(settings)
    refresh(settings)
    return settings


@pytest.fixture(scope="module")
def fed_server(fed_home: Settings, serve_module: Callable[..., Server]) -> Server:
    return serve_module(fed_home.home)


@pytest.fixture
def tab(read_from: Read, fed_server: Server) -> Tab:
    return read_from(fed_server)


UNFOLD = "document.querySelectorAll('details.fold').forEach((fold) => fold.open = true)"


def settle(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 1000})
    page.wait_for_timeout(250)


@pytest.mark.parametrize("path", [*PATHS, *VIEWS])
@pytest.mark.parametrize("language", ["lt", "en"])
def test_charts_hold_at_every_width(tab: Tab, path: str, language: str) -> None:
    page = tab.open(f"{path}{'&' if '?' in path else '?'}lang={language}")
    page.wait_for_load_state("networkidle")
    page.evaluate(UNFOLD)
    for width in WIDTHS:
        settle(page, width)
        assert page.evaluate(FAULTS) == [], width
        assert page.evaluate(PARTS) == [], width


@pytest.mark.parametrize("path", [*TABLED, *VIEWS])
def test_paper_loses_nothing(tab: Tab, path: str) -> None:
    page = tab.open(path)
    page.wait_for_load_state("networkidle")
    page.locator("td").first.wait_for(state="attached")  # a query may answer late
    settle(page, PAPER)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(FAULTS) == []
    assert page.evaluate(PARTS) == []
    assert find_wide_tables(page) == []
    cells = page.evaluate(CELLS)
    cut = page.locator("p.paper").all_text_contents()
    assert len(cut) == page.locator("[class*=_length] button").count()
    settle(page, 1440)
    said = read_pages(page)
    whole = squeeze(" ".join(said))
    assert [text for text in (*cells, *cut) if squeeze(text) not in whole] == []
    assert len(cells) > 10
    assert len(squeeze(said[0])) > 500, "the first page is nearly blank"
    for text in said:
        assert "SUGALVOTI DUOMENYS" in text
        assert "pažangos planas" in text


@pytest.mark.parametrize("language", ["lt", "en"])
def test_overview_is_one_sheet(tab: Tab, language: str) -> None:
    page = tab.open(f"/?lang={language}")
    page.wait_for_load_state("networkidle")
    shown = "dl.figures dd.value, ul.marked b, .bars .name b, .foot p:nth-child(2)"
    words = page.locator(shown).all_inner_texts()
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(FAULTS) == []
    [said] = read_pages(page)
    assert [word for word in words if squeeze(word) not in squeeze(said)] == []
    assert len(words) > 12


@pytest.mark.parametrize("path", PATHS)
def test_paper_is_light_and_has_no_buttons(tab: Tab, path: str) -> None:
    page = tab.open(path)
    page.emulate_media(media="print", color_scheme="dark")
    ground = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    ink = "getComputedStyle(document.querySelector('h1')).color"
    red, *_ = map(int, re.findall(r"\d+", page.evaluate(ink)))
    assert red < 128
    seen = page.locator("button:visible, input:visible, .foot summary:visible")
    names = [text for text in seen.all_inner_texts() if text]
    assert names == []
    assert page.evaluate(TITLES_OF_NOTHING) == []


def find_wide_tables(page: Page) -> list[str]:
    """Captions of tables that would make the browser shrink the whole page."""
    found: list[str] = page.evaluate(
        "() => [...document.querySelectorAll('.table-frame')]"
        ".filter((frame) => frame.scrollWidth > frame.clientWidth + 1)"
        ".map((frame) => frame.ariaLabel)"
    )
    return found


def read_pages(page: Page) -> list[str]:
    """Text of each page of the PDF that the browser prints."""
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    return [leaf.get_textpage().get_text_range() for leaf in document]


def squeeze(text: str) -> str:
    """Letters and digits only: lines and columns break a printed text anywhere."""
    return "".join(letter for letter in text if letter.isalnum())
