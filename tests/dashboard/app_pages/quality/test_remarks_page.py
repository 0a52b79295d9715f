"""Remarks on received files, on the page on data quality."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from shown_page import read_text

from dashboard.app_pages.quality import queries as quality
from dashboard.app_pages.quality import rejects_queries
from dashboard.app_pages.quality import remarks as view
from dashboard.app_pages.quality import remarks_queries as queries
from dashboard.app_pages.quality.loads import write_sources
from dashboard.app_pages.quality.rejects import list_notes
from dashboard.app_pages.quality.summary import list_figures
from dashboard.kit.snapshot import Shown
from dashboard.kit.texts import Words
from etl.refresh.refresh import refresh
from pazanga.settings import Settings
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from shown_page import RunPage

    from dashboard.kit.screen import Screen
    from pazanga.texts import Language

ROW = {
    "Plano kodas": "birstonas",
    "Veiklos Nr.": "1",
    "Data": "2024-05-31",
    "Dokumento Nr.": "SF-1",
    "Suma be PVM, Eur": "100,00",
    "PVM, Eur": "15,00",
    "Finansavimo šaltinis": "ES",
    "Etapas": "panaudota",
}


@pytest.fixture(scope="module")
def remarked(
    shown_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """The two plans, and a workbook of which one sheet of three was read."""
    home = tmp_path_factory.mktemp("remarked") / "home"
    shutil.copytree(shown_settings.home, home)
    settings = Settings(home=home, data=shown_settings.data)
    settings.inbox_dir.mkdir(exist_ok=True)
    path = settings.inbox_dir / "<b>mokėjimai.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for sheet, lacking in {"I": "", "II": "Veiklos Nr.", "III": "Data"}.items():
            cells = {name: cell for name, cell in ROW.items() if name != lacking}
            page = book.add_worksheet(sheet)
            page.write_row(0, 0, list(cells))
            page.write_row(1, 0, list(cells.values()))
    assert refresh(settings).exit_code == 2
    return settings


@pytest.fixture
def remarked_screen(screen: Screen, remarked: Settings) -> Screen:
    shown = read_current(remarked.warehouse_dir)
    return replace(screen, snapshot=Shown(str(shown.path), shown.published_at))


def test_remarks_stand_under_their_file_the_gravest_first(
    remarked_screen: Screen,
) -> None:
    path, language = remarked_screen.snapshot.path, remarked_screen.language
    counts = queries.query_counts(path)
    assert (counts["error_count"], counts["warning_count"]) == (2, 1)
    remarks = queries.query_remarks(path, language)
    assert remarks["severity"].to_list()[:3] == ["error", "error", "warning"]
    written = view.write_remarks(remarks, remarked_screen)
    assert "&lt;b&gt;mokėjimai.xlsx" in written
    assert "<b>mok" not in written
    coverage = {"lt": "perskaityta lapų: 1 iš 3", "en": "1 of 3 sheets read"}
    assert coverage[language] in written
    for message in remarks["message"]:
        assert message.split("„")[0].split("“")[0] in written
    title, subtitle = view.write_heading(counts, remarked_screen)
    assert {"lt": "2 klaidos, 1 įspėjimas", "en": "2 errors, 1 warning"}[
        language
    ] in title
    assert subtitle


def test_page_does_not_say_that_all_was_read(remarked_screen: Screen) -> None:
    path, plan = remarked_screen.snapshot.path, remarked_screen.plan_code
    say = remarked_screen.words("quality")
    counts = quality.query_counts(path, "birstonas")
    assert (counts["quarantined_count"], counts["unread_count"]) == (0, 1)
    totals = dict.fromkeys(("error_count", "warning_count", "note_count"), 0)
    notes = [figure.note for figure in list_figures(totals, counts, remarked_screen)]
    every = {"lt": "tinkamos", "en": "are good"}
    assert not any(every[remarked_screen.language] in note for note in notes)
    told = list_notes(rejects_queries.query_counts(path), 0, remarked_screen)
    assert told == [say("rejects.none_unread")]
    sources = write_sources(quality.query_sources(path, plan), remarked_screen)
    assert say("sources.status.partly") in sources
    assert say("coverage", read=1, count=3) in sources


def test_page_of_whole_files_says_so(screen: Screen) -> None:
    path = screen.snapshot.path
    say = screen.words("quality")
    counts = queries.query_counts(path)
    assert view.write_heading(counts, screen) == (say("remarks.title_none"), "")
    assert view.list_notes(counts, 0, screen) == [say("remarks.none")]
    assert quality.query_counts(path, "birstonas")["unread_count"] == 0
    assert list_notes(rejects_queries.query_counts(path), 0, screen) == [
        say("rejects.none")
    ]


@pytest.mark.parametrize("language", ["lt", "en"])
def test_page_shows_the_remarks(
    remarked: Settings,
    run_page: RunPage,
    language: Language,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PAZANGA_HOME", str(remarked.home))
    app = run_page("quality", lang=language)
    body = read_text(app)
    assert Words("quality", language)("remarks.subtitle") in body
    assert Words("quality", language)("rejects.none") not in body
    assert "„spending“" not in body
    footer = body.rpartition("<footer")[2]
    assert Words("kit", language)("footer.unread", count=1) in footer
