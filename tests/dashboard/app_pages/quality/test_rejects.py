"""Rows put aside on the page about data quality: counted, explained, given back."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import polars as pl
import pytest
from shown_page import read_text

from dashboard.app_pages.quality import rejects as view
from dashboard.app_pages.quality import rejects_queries as queries
from dashboard.app_pages.quality.queries import query_counts
from dashboard.kit.texts import Words
from dashboard.server.on_request.workbooks import make_workbook
from etl.refresh.refresh import refresh
from pazanga.settings import Settings
from warehouse.connection import open_snapshot, query_frame
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from shown_page import RunPage

    from dashboard.kit.screen import Screen
    from pazanga.texts import Language


HEADINGS = (
    "Plano kodas;Veiklos Nr.;Mokyklos kodas;Data;Dokumento Nr.;Tiekėjas;"
    "Sutarties Nr.;Suma be PVM, Eur;PVM, Eur;Finansavimo šaltinis;Etapas"
)


def pay(number: int, net: str = "10,00", activity: str = "1") -> str:
    row = f"birstonas;{activity};;2025-03-01;SF-{number};UAB <b>;S-1;{net};0;ES"
    return f"{row};įvykdyta"


def drop(settings: Settings, name: str, *rows: str) -> None:
    settings.inbox_dir.mkdir(parents=True, exist_ok=True)
    path = settings.inbox_dir / name
    path.write_text("\n".join([HEADINGS, *rows]), encoding="utf-8")


def fill(settings: Settings) -> None:
    """Drop a file with two bad rows, one stopped, one that cannot be read."""
    drop(settings, "Sausis.csv", pay(1), pay(2, "daug"))
    refresh(settings)
    many = (pay(n, activity="99") for n in range(20, 26))
    drop(settings, "Vasaris<b>.csv", pay(3), pay(2, "=1+1"), pay(4, activity="98"))
    drop(settings, "Kovas.csv", pay(5), *many)
    (settings.inbox_dir / "Laiškas.csv").write_text("labas;rytas\n1;2\n", "utf-8")
    refresh(settings)


@pytest.fixture(scope="session")
def filled(
    shown_settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """A published warehouse in which rows wait to be corrected; only to be read."""
    home = tmp_path_factory.mktemp("filled") / "home"
    shutil.copytree(shown_settings.home, home)
    settings = Settings(home=home, data=shown_settings.data)
    fill(settings)
    return settings


@pytest.fixture
def filled_snapshot(filled: Settings) -> str:
    return str(read_current(filled.warehouse_dir).path)


@pytest.fixture
def own(filled: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A copy that a test may change, and that the page would read."""
    shutil.copytree(filled.home, tmp_path / "home")
    monkeypatch.setenv("PAZANGA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PAZANGA_DATA", str(filled.data))
    return replace(filled, home=tmp_path / "home")


@pytest.mark.parametrize("language", ["lt", "en"])
def test_quality_page_counts_explains_and_offers_what_waits(
    filled: Settings,
    run_page: RunPage,
    monkeypatch: pytest.MonkeyPatch,
    language: Language,
) -> None:
    monkeypatch.setenv("PAZANGA_HOME", str(filled.home))
    app = run_page("quality", lang=language)
    body = read_text(app)
    say = Words("quality", language)
    assert not app.exception
    assert say("rejects.title", count=8) in body
    assert say("rejects.settled", count=1) in body
    assert "Vasaris&lt;b&gt;.csv" in body
    assert say("sources.status.stopped") in body
    assert say("sources.status.rejected") in body
    labels = [button.proto.label for button in app.get("download_button")]
    assert say("rejects.download.all", count=8) in labels
    assert "Kovas.csv (6)" in labels


def test_counts_agree_with_each_other(filled_snapshot: str) -> None:
    counts = queries.query_counts(filled_snapshot)
    files = queries.query_files(filled_snapshot, "lt")
    assert counts["waiting_count"] == files["waiting_count"].sum() == 8
    assert query_counts(filled_snapshot, "kaunas")["quarantined_count"] == 8
    assert (counts["settled_count"], counts["open_data_count"]) == (1, 0)
    assert queries.query_breaches(filled_snapshot, "lt").height == 8


@pytest.mark.parametrize("language", ["lt", "en"])
def test_breaches_name_column_and_reason_in_the_language(
    filled_snapshot: str, language: Language
) -> None:
    rows = queries.query_breaches(filled_snapshot, language)
    label = {"lt": "Veiklos Nr.", "en": "Activity number"}[language]
    assert set(rows["column_label"]) > {label}
    said = query_frame(open_snapshot(Path(filled_snapshot)), "from ops.quarantine")
    reasons = said["reason" if language == "en" else "reason_lt"]
    assert set(rows["why"]) <= set(reasons)
    assert rows["why"].null_count() == 0


def test_workbook_of_the_page_is_corrected_and_loads_once(own: Settings) -> None:
    shown = read_current(own.warehouse_dir)
    made = make_workbook("lt", "rejects", f"--snapshot={shown.name}")
    book = openpyxl.load_workbook(io.BytesIO(made))
    [sheet] = book.worksheets
    assert sheet.max_row == 9
    headings = [str(cell.value) for cell in sheet[1]]
    activity, net = (
        next(n for n, said in enumerate(headings) if said.startswith(wanted))
        for wanted in ("Veiklos Nr", "Suma be PVM")
    )
    for row in sheet.iter_rows(min_row=2):
        assert not any(str(cell.value).startswith("=") for cell in row)
        row[activity].value, row[net].value = "1", "7,00"
    book.save(own.inbox_dir / "pataisyta.xlsx")
    refresh(own)
    path = str(read_current(own.warehouse_dir).path)
    assert queries.query_counts(path)["waiting_count"] == 0
    spent = query_frame(
        open_snapshot(Path(path)), "select net_eur from marts.fct_expenditure"
    )
    assert spent["net_eur"].sum() == Decimal(10 + 10 + 10 + 8 * 7)


def test_workbook_of_one_file_holds_its_rows_only(own: Settings) -> None:
    shown = read_current(own.warehouse_dir)
    files = queries.query_files(str(shown.path), "lt")
    [key] = files.filter(pl.col("status") == "stopped")["source_document_key"]
    made = make_workbook("en", "rejects", f"--snapshot={shown.name}", f"--source={key}")
    [sheet] = openpyxl.load_workbook(io.BytesIO(made)).worksheets
    assert sheet.title == "Spending"
    assert [row[4].value for row in sheet.iter_rows(min_row=2)] == [
        f"SF-{n}" for n in range(20, 26)
    ]


def test_why_a_file_cannot_be_made_is_for_the_log_only(
    own: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(OSError, match="rejects") as failed:
        make_workbook("en", "rejects", "--snapshot=nera")
    assert str(own.home) not in str(failed.value)
    assert "nera" in caplog.text


def count(**counts: int) -> dict[str, int]:
    kinds = ("waiting", "open_data", "settled", "breach", "unread")
    names = [f"{kind}_count" for kind in kinds]
    return dict.fromkeys(names, 0) | counts


@pytest.mark.parametrize(
    ("counts", "shown", "notes"),
    [
        pytest.param(count(), 0, ["none"], id="nothing"),
        pytest.param(count(unread_count=1), 0, ["none_unread"], id="unread"),
        pytest.param(count(settled_count=2), 0, ["settled"], id="all_settled"),
        pytest.param(count(waiting_count=1, breach_count=1), 1, [], id="one"),
        pytest.param(
            count(waiting_count=2, open_data_count=2, breach_count=2),
            2,
            ["open_data"],
            id="open_data",
        ),
        pytest.param(count(waiting_count=90, breach_count=90), 50, ["most"], id="many"),
    ],
)
def test_notes_say_what_counts_leave_out(
    screen: Screen, counts: dict[str, int], shown: int, notes: list[str]
) -> None:
    say = screen.words("quality")
    said = view.list_notes(counts, shown, screen)
    wanted = {"count": max(counts.values()), "most": 50}
    assert said == [say(f"rejects.{name}", **wanted) for name in notes]


def test_heading_offers_no_correction_of_open_data(screen: Screen) -> None:
    title, subtitle = view.write_heading(
        count(waiting_count=2, open_data_count=2), screen
    )
    assert "2" in title
    assert subtitle == ""
    assert view.write_heading(count(waiting_count=2), screen)[1]


def test_breach_is_shown_with_its_place_and_reason(screen: Screen) -> None:
    row = {
        "source_file": "m<b>.xlsx",
        "sheet": "Kovas",
        "row_number": 7,
        "column_label": None,
        "raw_value": "<abc>",
        "why": "Čia turi būti skaičius.",
    }
    markup = view.write_breaches(pl.DataFrame([row]), screen)
    for text in ("m&lt;b&gt;.xlsx", "Kovas", "7", "&lt;abc&gt;", row["why"]):
        assert str(text) in markup
    assert screen.words("quality")("value.whole_row") in markup


def test_long_name_keeps_its_beginning_and_end(screen: Screen) -> None:
    name = f"{'Švietimo skyriaus išlaidos ' * 3}2025-03.xlsx"
    short = view.shorten_name(name)
    assert len(short) == view.MOST_NAME
    assert (short[:8], short[-12:]) == ("Švietimo", "2025-03.xlsx")
    assert view.shorten_name("Kovas.csv") == "Kovas.csv"
    assert view.name_download("Kovas.csv", screen).startswith("Kovas-")
    assert view.name_download(None, screen).endswith(".xlsx")
