"""Every page without barriers: for programs that read aloud, enlarged, and still."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from dashboard.kit.pages import LOAD_PAGE, PAGES

Reader = Any

pytestmark = pytest.mark.browser

ADDRESSES = (
    "/",
    *(f"/{page}" for page in (*PAGES[1:], LOAD_PAGE)),
    "/activity?key=kaunas:2:1",
    "/school?code=G1",
    "/indicator?number=1",
    "/find?search=robotika",
    "/proof?figure=planned",
    "/proof?figure=planned/all&row=policy_area_code~steam",
    "/proof?figure=rpt_indicator.target_value&row=indicator_number:1",
    "/sql?sql=select+1",
    "/dictionary?table=reports.rpt_plan",
)
FEW = ("/", "/accessibility", "/proof?figure=planned")
SOME = [
    one if one in FEW else pytest.param(one, marks=pytest.mark.slow)
    for one in ADDRESSES
]
"""All addresses, of which the quick tests open a few."""

RULES = {
    "runOnly": {
        "type": "tag",
        "values": [
            *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"),
            "best-practice",
        ],
    }
}
MOVING = """() => document.getAnimations().filter(
    one => one.effect.getComputedTiming().duration > 5).length"""


@pytest.mark.few(3)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", SOME)
def test_page_breaks_no_rule(reader: Reader, address: str, scheme: str) -> None:
    reader.page.emulate_media(color_scheme=scheme)
    page = reader.open(address)
    page.wait_for_load_state("networkidle")
    found = Axe().run(page, options=RULES).response["violations"]
    told = [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]
    assert told == []


@pytest.mark.few(1)
@pytest.mark.parametrize("address", SOME)
def test_page_enlarged_twice_is_not_scrolled_sideways(
    reader: Reader, address: str
) -> None:
    reader.page.set_viewport_size({"width": 640, "height": 512})
    page = reader.open(address)
    page.wait_for_load_state("networkidle")
    width = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert width <= 640


@pytest.mark.few(1)
@pytest.mark.parametrize("address", FEW)
def test_page_stands_still_for_whoever_asks(reader: Reader, address: str) -> None:
    reader.page.emulate_media(reduced_motion="reduce")
    page = reader.open(address)
    assert page.evaluate(MOVING) == 0


@pytest.mark.few(1)
@pytest.mark.parametrize("language", ["lt", "en"])
def test_foot_of_every_page_leads_to_the_statement(
    reader: Reader, language: str
) -> None:
    page = reader.open(f"/?lang={language}")
    page.locator("footer.foot a[href^=accessibility]").click()
    page.wait_for_selector("ul.statement")
    assert "WCAG 2.2 AA" in page.locator("p.answer").inner_text() or language == "en"
    assert page.locator("ul.statement li").count() > 10
