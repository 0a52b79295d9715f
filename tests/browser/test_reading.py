"""What a reader sees and does in a browser; figures are those of the queries."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from dashboard.app_pages.overview.queries import query_plan
from dashboard.app_pages.spending.queries import query_activities, query_totals
from dashboard.kit.filters import SpendingFilter
from dashboard.kit.formats import format_amount, format_money_short
from dashboard.kit.pages import PAGES
from dashboard.kit.plans import query_plans

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from pazanga.texts import Language

    Reader = Any

pytestmark = pytest.mark.browser

PATHS = ["/", *(f"/{page}" for page in PAGES[1:])]
FEW = [
    *PATHS[:4],
    *(pytest.param(path, marks=pytest.mark.slow) for path in PATHS[4:]),
]
"""All pages, of which the quick tests open the first few."""


@pytest.fixture(scope="session")
def plan(served_snapshot: str) -> dict[str, Any]:
    """The plan that is shown first."""
    return query_plans(served_snapshot, "lt").row(0, named=True)


@pytest.fixture(scope="session")
def culture(plan: dict[str, Any]) -> SpendingFilter:
    return SpendingFilter(plan["plan_code"], area=("culture",))


def choose(page: Page, name: str, option: str) -> None:
    page.locator(f".st-key-{name} input").click()
    page.get_by_role("option", name=option).click()
    page.keyboard.press("Escape")


def test_overview_shows_the_total_of_its_query(
    reader: Reader, served_snapshot: str, plan: dict[str, Any]
) -> None:
    reader.open("/")
    row = query_plan(served_snapshot, plan["plan_code"])
    assert reader.read_figure() == format_money_short(row["printed_net_eur"], "lt")


@pytest.mark.few(1)
@pytest.mark.parametrize("language", ["lt", "en"])
def test_spending_shows_the_total_of_its_query(
    reader: Reader, served_snapshot: str, plan: dict[str, Any], language: Language
) -> None:
    reader.open(f"/spending?lang={language}")
    totals = query_totals(served_snapshot, SpendingFilter(plan["plan_code"]))
    assert reader.read_figure() == format_money_short(totals["net_eur"], language)


def test_filter_changes_the_figure_and_the_url_restores_it(
    reader: Reader, served_snapshot: str, culture: SpendingFilter
) -> None:
    page = reader.open("/spending")
    choose(page, "area", "Kultūrinis ugdymas")
    totals = query_totals(served_snapshot, culture)
    expected = format_money_short(totals["net_eur"], "lt")
    expect(page.locator("dl.figures dd.value").first).to_have_text(expected)
    address = page.url.removeprefix(reader.url)
    assert "area=" in address
    reader.page.goto("about:blank")
    reader.open(address)
    assert reader.read_figure() == expected


def test_filters_survive_a_change_of_page_and_of_language(reader: Reader) -> None:
    page = reader.open("/spending")
    choose(page, "area", "Kultūrinis ugdymas")
    expect(page.locator("p.active")).to_contain_text("sritis – Kultūrinis ugdymas")
    page.get_by_role("link", name="Apžvalga").click()
    expect(page.locator("h1")).to_contain_text("pažangos planas")
    page.get_by_role("link", name="Lėšos", exact=True).click()
    expect(page.locator("p.active")).to_contain_text("sritis – Kultūrinis ugdymas")
    page.locator(".st-key-lang").get_by_text("en").click()
    expect(page.locator("p.active")).to_contain_text("area – Cultural education")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_download_has_the_rows_on_screen(
    reader: Reader, served_snapshot: str, culture: SpendingFilter
) -> None:
    page = reader.open("/spending?area=culture")
    with page.expect_download() as waiting:
        page.locator(".st-key-download_csv button").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    expected = query_activities(served_snapshot, culture, "lt")
    assert [row[0] for row in rows[1:]] == expected["activity_number"].to_list()
    amounts = [format_amount(net, "lt") for net in expected["net_eur"]]
    plain = [amount.replace("\u00a0", "") for amount in amounts]
    assert [row[4] for row in rows[1:]] == plain


BARS = ".st-key-block_comparison .bars .name a"


def test_title_of_a_bar_opens_its_activity_and_back_returns(reader: Reader) -> None:
    page = reader.open("/spending?area=steam&by=activity")
    page.evaluate("window.isSamePage = true")
    link = page.locator(BARS).first
    title = link.inner_text()
    link.click()
    expect(page.locator("h1")).to_contain_text(title.split(" ", 1)[1])
    assert "/activity?plan=kaunas&key=kaunas%3A" in page.url
    assert page.evaluate("window.isSamePage")
    page.locator(".crumbs a").click()
    expect(page).to_have_url(f"{reader.url}/spending?plan=kaunas")
    expect(page.locator("p.active")).not_to_contain_text("STEAM ugdymas")
    page.go_back()
    expect(page.locator("h1")).to_contain_text(title.split(" ", 1)[1])
    page.go_back()
    expect(page).to_have_url(f"{reader.url}/spending?area=steam&by=activity")
    expect(page.locator("p.active")).to_contain_text("STEAM ugdymas")


def test_click_on_a_bar_filters_and_a_second_click_undoes(reader: Reader) -> None:
    page = reader.open("/spending?by=area&school=G5")
    page.locator(BARS).first.click()
    expect(page).to_have_url(
        f"{reader.url}/spending?plan=kaunas&area=steam&school=G5&by=area"
    )
    expect(page.locator(BARS)).to_have_count(1)
    page.locator(BARS).first.click()
    expect(page).to_have_url(f"{reader.url}/spending?plan=kaunas&school=G5&by=area")


def test_activity_that_does_not_exist_is_said(reader: Reader) -> None:
    page = reader.open("/activity?key=kaunas:99:1")
    said = page.locator("p.notice-line")
    expect(said).to_contain_text("kaunas:99:1")
    reader.pick("key", "12. ", "12. ")
    expect(page.locator("dl.facts").first).to_be_visible()
    expect(said).to_have_count(0)


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS)
def test_page_runs_in_english_without_complaints(reader: Reader, path: str) -> None:
    page = reader.open(f"{path}?lang=en")
    page.wait_for_load_state("networkidle")
    assert page.locator(".notice").count() == 0
    assert reader.complaints == []


@pytest.mark.few(6)
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "scheme", ["light", pytest.param("dark", marks=pytest.mark.slow)]
)
def test_page_has_no_serious_barrier(
    reader: Reader, path: str, scheme: Literal["light", "dark"]
) -> None:
    reader.page.emulate_media(color_scheme=scheme)
    page = reader.open(path)
    page.wait_for_load_state("networkidle")
    found = Axe().run(page).response["violations"]
    serious = [
        (item["id"], [node["target"] for node in item["nodes"]])
        for item in found
        if item["impact"] in {"serious", "critical"}
    ]
    assert serious == []
    assert page.locator(".notice").count() == 0
    assert reader.complaints == []


@pytest.mark.few(2)
@pytest.mark.parametrize("path", FEW)
def test_page_fits_a_phone(phone: Reader, path: str) -> None:
    page = phone.open(path)
    page.wait_for_load_state("networkidle")
    width = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert width <= 390


def test_filters_hide_behind_one_button_on_a_phone(phone: Reader) -> None:
    page = phone.open("/spending?area=culture")
    expect(page.locator(".st-key-area")).to_be_hidden()
    button = page.locator(".st-key-filters_toggle button")
    expect(button).to_contain_text("Filtrai · 1")
    button.click()
    expect(page.locator(".st-key-area")).to_be_visible()


def test_lithuanian_page_speaks_no_english(reader: Reader) -> None:
    page = reader.open("/spending?area=culture")
    page.wait_for_load_state("networkidle")
    labels = page.eval_on_selector_all(
        "body [aria-label]", "all => all.map(one => one.getAttribute('aria-label'))"
    )
    english = {"App pages", "Open", "Clear all", "Selected values", "Clear value"}
    assert not english & set(labels)
