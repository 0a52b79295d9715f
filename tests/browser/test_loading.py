"""Loading data in a real browser: drop, preview, publish; every open page follows."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from warehouse.connection import open_snapshot, query_frame
from warehouse.snapshots import read_current, write_current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pazanga.settings import Settings

    StartServer = Callable[..., Any]

pytestmark = pytest.mark.browser

HEADINGS = (
    "Plano kodas;Veiklos Nr.;Mokyklos kodas;Data;Dokumento Nr.;Tiekėjas;"
    "Sutarties Nr.;Suma be PVM, Eur;PVM, Eur;Finansavimo šaltinis;Etapas"
)
PAYMENTS = (
    "kaunas;1;;2024-05-31;SF-1;UAB Pavyzdys;S-1;1 234,56;259,26;EGADP;įvykdyta",
    "kaunas;1;;2024-05-31;SF-2;UAB Pavyzdys;S-1;abc;0,00;EGADP;įvykdyta",
)
A_WHILE = 60_000


@pytest.fixture
def home(served_settings: Settings, tmp_path: Path) -> Path:
    """A copy of the served warehouse that a test may change."""
    shutil.copytree(served_settings.home, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def open_tab(
    home: Path, browser: Browser, start_server: StartServer
) -> Iterator[Callable[[str], Page]]:
    """Open tabs of one browser on a server of the test's own."""
    url = start_server(home).url
    context = browser.new_context(locale="lt-LT", accept_downloads=True)

    def open_path(path: str) -> Page:
        page = context.new_page()
        page.goto(url + path)
        page.wait_for_selector("footer.foot", timeout=A_WHILE)
        return page

    yield open_path
    context.close()


def drop(page: Page, name: str, text: str) -> None:
    content = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files(files=[content])  # type: ignore[list-item]


def publish(page: Page) -> None:
    page.get_by_role("button", name="Publish").click(timeout=A_WHILE)
    done = page.get_by_role("heading", name="Published")
    expect(done).to_be_visible(timeout=A_WHILE)


def test_dropped_file_is_previewed_published_and_shown_everywhere(
    open_tab: Callable[[str], Page], home: Path
) -> None:
    before = read_current(home / "warehouse").name
    loading = open_tab("/load?lang=en")
    spending = open_tab("/spending?lang=en&area=culture")
    chosen = spending.url
    drop(loading, "payments.csv", "\n".join([HEADINGS, *PAYMENTS]))
    figures = loading.locator("dl.figures dd.value")
    expect(figures).to_have_text(["1", "0", "0", "1"], timeout=A_WHILE)
    expect(loading.get_by_text("recognised as: Spending")).to_be_visible()
    publish(loading)
    shown = read_current(home / "warehouse")
    assert shown.name != before
    with closing(open_snapshot(shown.path)) as connection:
        spent = query_frame(connection, "select net_eur from marts.fct_expenditure")
    assert spent["net_eur"].to_list() == [Decimal("1234.56")]
    expect(spending.locator("footer.foot")).not_to_contain_text(before, timeout=A_WHILE)
    assert spending.url == chosen
    assert list((home / "uploads").iterdir()) == []


@pytest.mark.slow
def test_rows_put_aside_are_downloaded_corrected_and_loaded(
    open_tab: Callable[[str], Page], home: Path, tmp_path: Path
) -> None:
    loading = open_tab("/load?lang=en")
    drop(loading, "payments.csv", "\n".join([HEADINGS, *PAYMENTS]))
    publish(loading)
    quality = open_tab("/quality?lang=en")
    title = quality.get_by_role("heading", name="1 row put aside waits")
    expect(title).to_be_visible()
    with quality.expect_download() as download:
        quality.get_by_role("button", name="All rows (1)").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    book = openpyxl.load_workbook(path)
    book["Spending"]["I2"] = "100,00"
    book.save(path)
    loading.get_by_role("button", name="Load another file").click()
    loading.locator("input[type=file]").set_input_files(path)
    publish(loading)
    expect(title).to_have_count(0, timeout=A_WHILE)
    with closing(open_snapshot(read_current(home / "warehouse").path)) as connection:
        spent = query_frame(connection, "select net_eur from marts.fct_expenditure")
    assert sorted(spent["net_eur"]) == [Decimal("100.00"), Decimal("1234.56")]


def test_file_of_no_known_kind_is_refused_in_plain_words(
    open_tab: Callable[[str], Page],
) -> None:
    page = open_tab("/load")
    drop(page, "<b>laiškas</b>.csv", "labas;rytas\n1;2\n")
    notice = page.locator(".notice")
    expect(notice).to_contain_text("Šio failo įkelti negalima", timeout=A_WHILE)
    expect(notice).to_contain_text("nerasta žinomos lentelės antraštės")
    expect(page.get_by_role("button", name="Paskelbti")).to_have_count(0)


def test_open_page_follows_the_pointer_and_keeps_its_filters(
    open_tab: Callable[[str], Page], home: Path
) -> None:
    page = open_tab("/spending?area=culture")
    chosen = page.url
    current = read_current(home / "warehouse")
    newer = current.path.with_name("20990101T000000Z-00000000.duckdb")
    shutil.copy(current.path, newer)
    write_current(home / "warehouse", replace(current, path=newer))
    expect(page.locator("footer.foot")).to_contain_text(newer.name, timeout=A_WHILE)
    assert page.url == chosen


def test_uploader_speaks_lithuanian(open_tab: Callable[[str], Page]) -> None:
    page = open_tab("/load")
    place = page.get_by_test_id("stFileUploaderDropzone")
    expect(place).to_contain_text("Pasirinkti failą")
    expect(place).to_contain_text("Iki 200 MB")
    expect(place).not_to_contain_text("per file")
