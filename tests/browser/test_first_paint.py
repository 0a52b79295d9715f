"""What a reader sees from the first byte on: one ground, and nothing that jumps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pytest

from dashboard.kit.pages import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Reader = Any

pytestmark = pytest.mark.browser

PATHS = ["/", *(f"/{page}" for page in PAGES[1:])]
FEW = [
    *PATHS[:4],
    *(pytest.param(path, marks=pytest.mark.slow) for path in PATHS[4:]),
]
"""All pages, of which the quick tests open the first few."""
GROUNDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 24, 29)"}
GOOD = 0.1
"""Cumulative layout shift that web.dev calls good."""

WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
WATCH_GROUND = """
window.grounds = new Set();
const look = () => {
  const seen = document.elementFromPoint(innerWidth / 2, innerHeight - 2);
  for (let one = seen; one; one = one.parentElement) {
    const { backgroundColor } = getComputedStyle(one);
    if (!backgroundColor.endsWith(", 0)")) {
      window.grounds.add(backgroundColor);
      break;
    }
  }
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


def settle(page: Page) -> None:
    page.wait_for_selector("html.whole", state="attached")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)


@pytest.mark.few(2)
@pytest.mark.parametrize("path", FEW)
@pytest.mark.parametrize(
    "tab", ["reader", pytest.param("phone", marks=pytest.mark.slow)]
)
def test_nothing_jumps_while_a_page_loads(
    request: pytest.FixtureRequest, path: str, tab: str
) -> None:
    reader: Reader = request.getfixturevalue(tab)
    reader.page.add_init_script(WATCH_SHIFTS)
    page = reader.open(path)
    settle(page)
    assert page.evaluate("window.shifted") < GOOD


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_ground_has_one_colour_from_the_first_frame_on(
    reader: Reader, scheme: Literal["light", "dark"]
) -> None:
    reader.page.emulate_media(color_scheme=scheme)
    reader.page.add_init_script(WATCH_GROUND)
    page = reader.open("/")
    settle(page)
    assert page.evaluate("[...window.grounds]") == [GROUNDS[scheme]]
