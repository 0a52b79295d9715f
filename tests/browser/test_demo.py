"""Made-up data from end to end: every page shows them, and one command ends them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from dashboard.app_pages.indicator.measurements_queries import query_measurements
from dashboard.app_pages.overview import news_queries as news
from dashboard.app_pages.spending import absorption_queries as absorption
from dashboard.kit.filters import SpendingFilter
from dashboard.kit.formats import format_money_short, format_number
from dashboard.kit.pages import LOAD_PAGE, PAGES
from dashboard.kit.plans import query_plans
from etl.demo.command import add_demo, remove_demo
from etl.refresh.refresh import refresh
from pazanga.settings import Settings
from warehouse.connection import open_snapshot, query_frame
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

Read = Callable[[Any], Any]
StartServer = Callable[..., Any]
Tab = Any
Server = Any
"""A `Reader` and a `Server` of `conftest.py`, which no test can import."""

pytestmark = pytest.mark.browser

PATHS = ["/", *(f"/{page}" for page in (*PAGES[1:], LOAD_PAGE))]
A_WHILE = 60_000
SYNTHETIC = """
select table_schema || '.' || table_name as name
from information_schema.columns where column_name = 'is_synthetic'
"""
SPENT = 1
"""Place of what is spent among the key figures of spending."""


@pytest.fixture(scope="session")
def demo_settings(
    served_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """The bundled plans with made-up data, as `pazanga demo` leaves them."""
    home = tmp_path_factory.mktemp("demo") / "home"
    shutil.copytree(served_settings.home, home)
    settings = Settings(home=home, data=served_settings.data)
    add_demo(settings)
    refresh(settings)
    return settings


@pytest.fixture(scope="session")
def demo_snapshot(demo_settings: Settings) -> str:
    """Path of the snapshot that holds made-up data."""
    return str(read_current(demo_settings.warehouse_dir).path)


@pytest.fixture(scope="session")
def demo_plan(demo_snapshot: str) -> str:
    """Code of the plan that is shown first."""
    return str(query_plans(demo_snapshot, "lt")["plan_code"][0])


@pytest.fixture(scope="module")
def demo_server(
    demo_settings: Settings, serve_module: Callable[[Path], Server]
) -> Server:
    """A server of the made-up data."""
    return serve_module(demo_settings.home)


@pytest.fixture
def demo(read_from: Read, demo_server: Server) -> Tab:
    """A tab that shows made-up data."""
    return read_from(demo_server)


def read_spent(page: Page) -> str:
    block = page.locator("dl.figures")
    return block.locator("dd.value").nth(SPENT).inner_text()


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS)
def test_every_page_names_made_up_data_and_has_no_barrier(demo: Tab, path: str) -> None:
    page = demo.open(path)
    page.wait_for_load_state("networkidle")
    expect(page.locator("p.synthetic")).to_contain_text("Sugalvoti duomenys")
    assert page.locator(".notice").count() == 0
    found = Axe().run(page).response["violations"]
    grave = [item for item in found if item["impact"] in {"serious", "critical"}]
    assert [item["id"] for item in grave] == []
    assert demo.complaints == []


@pytest.mark.slow
def test_every_page_of_every_plan_holds(demo: Tab, demo_snapshot: str) -> None:
    plans = query_plans(demo_snapshot, "lt").select("plan_code", "plan_name")
    for code, name in plans.iter_rows():
        for path in PATHS:
            page = demo.open(f"{path}?plan={code}")
            expect(page.locator(".st-key-plan input")).to_have_value(name)
            assert page.locator(".notice").count() == 0, (name, path)
    assert demo.complaints == []


def test_overview_says_what_is_new_and_late(
    demo: Tab,
    demo_snapshot: str,
    demo_plan: str,
) -> None:
    page = demo.open("/")
    changes = news.query_changes(demo_snapshot, demo_plan)
    rows = format_number(changes["row_count"].sum(), "lt")
    news_title = page.locator("summary", has_text="Kas naujo")
    expect(news_title).to_contain_text(rows)
    news_title.click()
    for name in changes["source_name"]:
        expect(page.locator("tbody th", has_text=name)).to_be_visible()
    late = absorption.query_coverage(demo_snapshot, demo_plan).all_late_count
    expect(page.locator("ul.marked").first).to_contain_text(f"Vėluoja {late} veikl")


def test_spent_money_equals_its_query_and_follows_the_filter(
    demo: Tab,
    demo_snapshot: str,
    demo_plan: str,
) -> None:
    page = demo.open("/spending")
    whole = absorption.query_totals(demo_snapshot, SpendingFilter(demo_plan))
    assert read_spent(page) == format_money_short(whole["executed_net_eur"], "lt")
    demo.choose("area", "Kultūrinis ugdymas")
    chosen = SpendingFilter(demo_plan, area=("culture",))
    culture = absorption.query_totals(demo_snapshot, chosen)
    spent = format_money_short(culture["executed_net_eur"], "lt")
    figures = page.locator("dl.figures").locator("dd.value")
    expect(figures.nth(SPENT)).to_have_text(spent)
    assert culture["executed_net_eur"] < whole["executed_net_eur"]
    assert demo.complaints == []


def test_indicator_shows_its_made_up_measurements(
    demo: Tab,
    demo_snapshot: str,
    demo_plan: str,
) -> None:
    measured = query_measurements(demo_snapshot, demo_plan, "1")
    schools = measured["school_code"].drop_nulls().n_unique()
    page = demo.open("/indicator?number=1")
    heading = page.locator("h2", has_text="Kaip keitėsi")
    expect(heading).to_contain_text(f"Kaip keitėsi {schools} mokykl", timeout=A_WHILE)
    assert demo.complaints == []


def test_what_is_late_stands_in_order_of_unspent_money(
    demo_snapshot: str, demo_plan: str
) -> None:
    rows = absorption.query_attention(demo_snapshot, SpendingFilter(demo_plan))
    late = rows.filter(rows["status_code"].is_in(["late", "no_payments"]))
    left = late["in_force_net_eur"] - late["executed_net_eur"].fill_null(0)
    assert late["status_code"].n_unique() == 2
    assert rows["status_code"].head(late.height).equals(late["status_code"])
    assert left.is_sorted(descending=True)


@pytest.fixture
def removable(demo_settings: Settings, tmp_path: Path) -> Iterator[Settings]:
    """A copy of the made-up data that a test may remove."""
    shutil.copytree(demo_settings.home, tmp_path / "home")
    yield Settings(home=tmp_path / "home", data=demo_settings.data)
    shutil.rmtree(tmp_path / "home")


def list_made_up(settings: Settings) -> dict[str, int]:
    """Count the made-up rows of every table of the snapshot that is shown."""
    connection = open_snapshot(read_current(settings.warehouse_dir).path)
    try:
        names = query_frame(connection, SYNTHETIC)["name"].to_list()
        count = "select count(*) as rows from {} where is_synthetic"
        return {
            name: query_frame(connection, count.format(name))["rows"][0]
            for name in names
        }
    finally:
        connection.close()


def test_removing_made_up_data_empties_open_pages_and_keeps_their_filters(
    removable: Settings, read_from: Read, start_server: StartServer
) -> None:
    assert any(list_made_up(removable).values())
    tab = read_from(start_server(removable.home))
    page = tab.open("/spending?area=culture")
    expect(page.locator("p.synthetic")).to_be_visible()
    expect(page.locator("dl.figures > div")).to_have_count(4)
    address = page.url
    assert remove_demo(removable) > 0
    refresh(removable)
    shown = read_current(removable.warehouse_dir)
    footer = page.locator("footer.foot")
    expect(footer).to_contain_text(shown.name, timeout=A_WHILE)
    expect(page.locator("p.synthetic")).to_have_count(0)
    expect(page.locator("dl.figures > div")).to_have_count(3)
    assert (page.url, tab.complaints) == (address, [])
    assert set(list_made_up(removable).values()) == {0}
