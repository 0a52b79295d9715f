"""Pages in a browser once spending, measurements and exams were reported."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from dashboard.kit.typography import keep_days
from etl.refresh.refresh import refresh
from pazanga.settings import PROJECT_ROOT, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from etl.workbooks.contract.contract import Kind

pytestmark = pytest.mark.browser

Row = dict[str, Any]
PAGES = ("/", "/spending", "/targets", "/exams", "/quality")


def pay(number: str, day: date, net: str) -> Row:
    return {
        "plan_code": "kaunas",
        "activity_number": number,
        "school_code": "",
        "date": day,
        "document_number": f"{number}/{day}",
        "net_eur": Decimal(net),
        "funding_source": "ES",
        "phase": "executed",
        "is_synthetic": True,
    }


REPORTED: dict[Kind, list[Row]] = {
    "spending": [
        pay("48", date(2024, 11, 5), "100000.00"),
        pay("48", date(2025, 6, 5), "250000.00"),
    ]
}


@pytest.fixture(scope="module")
def reported_settings(
    tmp_path_factory: pytest.TempPathFactory, feed_workbooks: Callable[..., None]
) -> Settings:
    """A warehouse of the bundled plans with two made-up payments."""
    home = tmp_path_factory.mktemp("reported")
    settings = Settings(home=home, data=PROJECT_ROOT / "data")
    refresh(settings)
    feed_workbooks(settings, REPORTED)
    return settings


@pytest.fixture
def phone_page(
    browser: Browser, start_server: Callable[..., Any], reported_settings: Settings
) -> Iterator[tuple[Any, str]]:
    """A phone's page and the address of a server that shows what was reported."""
    server = start_server(reported_settings.home)
    context = browser.new_context(
        locale="lt-LT", viewport={"width": 390, "height": 844}, has_touch=True
    )
    yield context.new_page(), server.url
    context.close()


def test_reported_money_fits_a_phone_under_the_banner(
    phone_page: tuple[Any, str],
) -> None:
    page, url = phone_page
    for path in PAGES:
        page.goto(url + path)
        page.wait_for_selector("footer.foot", timeout=30_000)
        expect(page.locator("p.synthetic")).to_be_in_viewport()
        main = page.locator("[data-testid=stMain]")
        assert main.evaluate("node => node.scrollWidth") <= 390
    page.goto(url + "/spending")
    spent = page.locator(".pairs .bar.spent i").first
    expect(spent).to_be_attached(timeout=30_000)
    figure = page.locator("dl.figures > div", has_text=keep_days("2025-06-05"))
    expect(figure).to_contain_text("350")
