"""A home that an earlier version kept is read, shown and refreshed by this one.

It is made of a home of today: what later versions added is taken out of each of its
files, and nothing of the earlier program is needed.
"""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.headless.addresses import parse_address
from dashboard.headless.drawn_page import run_page
from dashboard.kit.snapshot import find_shown
from dashboard.kit.texts import Words
from dashboard.server.health import check_health, check_ready
from dashboard.server.server import APP
from etl.refresh.refresh import refresh
from pazanga.access.journal import read_events, record_event
from pazanga.errors import UnreadableError
from warehouse.audiences.following import find_published
from warehouse.connection import open_snapshot, query_frame
from warehouse.integrity import make_read_only
from warehouse.snapshots import read_current, roll_back
from warehouse.status import read_status, say_status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pazanga.settings import Settings

pytestmark = pytest.mark.slow

LATER_TABLES: Final = {
    "marts.fct_activity_outcome",
    "marts.fct_revision",
    "ops.remark",
    "raw.workbook__outcomes",
}
LATER_COLUMNS: Final = {
    "ops.load": {
        "arrival_number",
        "settled_by",
        "sheets_left",
        "sheets_read",
        "version",
    },
    "ops.quarantine": {"multipliers", "row_mark", "settled_by"},
    "ops.refresh_run": {"message", "message_lt", "refused_file_count"},
    "raw.workbook__spending": {"_document_key", "_number_key", "_supplier_key"},
}
RECORD: Final = ("name", "received_at", "file", "kinds", "is_synthetic")
RUN: Final = ("run_id", "started_at", "finished_at", "outcome", "snapshot")
POINTER: Final = ("snapshot", "published_at", "run_id", "input_hash")
SPENT: Final = """\
plan_code;activity_number;school_code;date;document_number;document_date;supplier;\
contract_number;net_eur;vat_eur;gross_eur;funding_source;phase
birstonas;1;;2025-03-01;SF-1;;UAB;S-1;10.00;;;ES;executed
"""
SUM: Final = "select sum(net_eur) as net_eur from reports.rpt_expenditure"


def age_snapshot(path: Path) -> None:
    """Write a snapshot without tables, views and columns that came later."""
    older = path.with_suffix(".older")
    with closing(duckdb.connect(str(older))) as connection:
        connection.execute(f"attach '{path}' as newer (read_only)")
        tables = connection.execute(
            "select schema_name || '.' || table_name, schema_name,"
            " list(column_name order by column_index)"
            " from duckdb_columns() where database_name = 'newer' and not internal"
            " and schema_name in ('raw', 'marts', 'ops') and (schema_name, table_name)"
            " in (select (schema_name, table_name) from duckdb_tables()) group by all"
        ).fetchall()
        for name, schema, columns in tables:
            connection.execute(f"create schema if not exists {schema}")
            if name not in LATER_TABLES:
                kept = [
                    one for one in columns if one not in LATER_COLUMNS.get(name, ())
                ]
                assert len(kept) + len(LATER_COLUMNS.get(name, ())) == len(columns)
                listed = ", ".join(kept)
                connection.execute(
                    f"create table {name} as select {listed} from newer.{name}"  # noqa: S608 - of the catalogue
                )
    path.chmod(0o600)
    older.replace(path)
    make_read_only(path)


def keep(path: Path, names: tuple[str, ...]) -> None:
    """Keep of each line, or of the whole file, the fields that there were."""
    text = path.read_text("utf-8")
    entries = map(json.loads, text.splitlines() if path.suffix == ".jsonl" else [text])
    older = [
        {name: entry[name] for name in names if name in entry} for entry in entries
    ]
    path.write_text("".join(f"{json.dumps(entry)}\n" for entry in older))


@pytest.fixture
def home(refreshed: Settings, tmp_path: Path) -> Settings:
    """A home of two publications with a workbook, as an earlier version left it."""
    shutil.copytree(refreshed.home, tmp_path / "home")
    settings = replace(refreshed, home=tmp_path / "home")
    settings.inbox_dir.mkdir(exist_ok=True)
    (settings.inbox_dir / "a.csv").write_text(SPENT)
    refresh(settings)
    assert query(settings, SUM) == [{"net_eur": Decimal("10.00")}]
    warehouse = settings.warehouse_dir
    for path in (warehouse / "snapshots").glob("*.duckdb"):
        age_snapshot(path)
    keep(warehouse / "CURRENT", POINTER)
    # Another program makes other data of the same files.
    pointer = json.loads((warehouse / "CURRENT").read_text())
    pointer["input_hash"] = "0" * 64
    (warehouse / "CURRENT").write_text(json.dumps(pointer))
    keep(warehouse / "runs.jsonl", RUN)
    (warehouse / "publications.jsonl").unlink()
    for path in settings.originals_dir.glob("*.json"):
        keep(path, RECORD)
    for folder in (warehouse / "blueprint", settings.parsed_dir):
        for path in folder.rglob("*"):
            if path.is_file():
                path.chmod(0o600)
                path.write_bytes(b"of another program")
    settings.access_dir.mkdir()
    entry = {"at": "2025-01-01T00:00:00.000Z", "who": "command", "event": "published"}
    (settings.access_dir / "journal.jsonl").write_text(f"{json.dumps(entry)}\n")
    return settings


def query(settings: Settings, sql: str) -> list[dict[str, Any]]:
    path = read_current(settings.warehouse_dir).path
    with closing(open_snapshot(path)) as connection:
        return query_frame(connection, sql).to_dicts()


def draw(settings: Settings, *addresses: str) -> Iterator[str]:
    for address in addresses:
        page = run_page(settings, parse_address(address), is_whole=True)
        yield " ".join(piece.markup for piece in page.pieces)


def test_it_is_shown_as_far_as_it_goes(
    home: Settings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    status = read_status(home.warehouse_dir, home.inbox_dir)
    for language, said in (("lt", "ankstesnės programos"), ("en", "earlier version")):
        lines = " ".join(say_status(status, language))
        assert said in lines
        assert "pazanga refresh" in lines
        assert "Error" not in lines
    code, body = check_health(home)
    assert (code, body["status"]) == (503, "snapshot_unreadable")
    assert "earlier version" in body["reason"]
    assert check_ready(home)[0] == 200
    assert find_shown(home).sha256 == ""
    assert "snapshot_outdated" in caplog.text
    with pytest.raises(UnreadableError) as caught:
        find_published(replace(home, audience="public"))
    assert caught.value.name == "snapshot_older"
    monkeypatch.setenv("PAZANGA_HOME", str(home.home))
    monkeypatch.setenv("PAZANGA_DATA", str(home.data))
    app = AppTest.from_file(APP, default_timeout=60).run()
    assert not app.exception
    shown = " ".join(block.body for block in app.get("html"))
    assert Words("kit", "lt")("state.outdated.title") in shown


def test_a_refresh_makes_it_one_of_today(home: Settings) -> None:
    before = read_current(home.warehouse_dir)
    report = refresh(home)
    assert report.shown is not None
    assert report.shown.name != before.name
    assert check_health(home)[0] == 200
    assert query(home, SUM) == [{"net_eur": Decimal("10.00")}]
    # What was received is known still, under the name and day it came.
    (file,) = query(home, "select source_name from reports.rpt_loaded_file")
    assert file["source_name"] == "a.csv"
    runs = query(home, "select run_id from ops.refresh_run order by run_id")
    assert len(runs) == 3
    status = read_status(home.warehouse_dir, home.inbox_dir)
    assert list(say_status(status, "lt"))
    said = " ".join(draw(home, "/?lang=en", "/spending?lang=en", "/quality?lang=en"))
    assert "a.csv" in said
    # Nothing has changed since: it stays as it is.
    again = refresh(home)
    assert read_current(home.warehouse_dir).name == report.shown.name
    assert again.exit_code == report.exit_code


def test_an_earlier_snapshot_can_be_shown_again(home: Settings) -> None:
    before = read_current(home.warehouse_dir)
    refresh(home)
    assert roll_back(home.warehouse_dir, before.name).name == before.name
    assert find_shown(home).name == before.name
    assert read_current(home.warehouse_dir).path == before.path


def test_its_journal_goes_on(home: Settings) -> None:
    record_event(home.access_dir, "command", "rolled_back", snapshot="a")
    found = [one["event"] for one in read_events(home.access_dir, 9)]
    assert found == ["rolled_back", "published"]
