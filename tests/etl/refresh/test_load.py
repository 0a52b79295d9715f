"""From sources to raw: everything arrives, typed, with its source and its comment."""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from duckdb import DuckDBPyConnection

from etl.inbox.originals import Original
from etl.plans.contract.plan_package import TABLES
from etl.refresh import load_sources
from etl.refresh.inputs import Source, find_sources, hash_folder, hash_inputs
from etl.refresh.load import Load, Status
from etl.refresh.load_sources import Loader
from etl.refresh.previous_snapshot import PreviousSnapshot
from etl.refresh.raw import CONTRACTS, create_raw
from etl.refresh.refresh import refresh
from etl.refresh.replaced_remarks import drop_late_remarks
from pazanga.errors import SettingError
from pazanga.remarks import Remark
from pazanga.settings import Settings
from warehouse.connection import connect_memory, insert_frame, open_building
from warehouse.ops import create_ops

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def empty() -> DuckDBPyConnection:
    connection = connect_memory()
    create_ops(connection)
    create_raw(connection)
    return connection


def load_package(connection: DuckDBPyConnection, settings: Settings) -> Load:
    loader = Loader(settings, connection, NOW, PreviousSnapshot())
    [load] = loader.load([find_package(settings)], {})
    return load


def find_package(settings: Settings) -> Source:
    [package] = [s for s in find_sources(settings) if s.kind == "plan_package"]
    return package


def test_what_is_left_is_told_in_the_order_of_the_work(
    empty: DuckDBPyConnection, refreshed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Folders are read first, then workbooks from the latest to the first."""
    originals = [
        Original(
            sha256=f"{number:x<64}",
            name=f"{number}.csv",
            received_at=NOW,
            path=Path("x"),
            withdrawn_at=NOW,
        )
        for number in (1, 2)
    ]
    first, later = (
        Source("workbook", one.name, one.path, one.sha256, one, number)
        for number, one in enumerate(originals, start=1)
    )
    weighed: list[Source] = []
    written: list[Source] = []

    def weigh(source: Source) -> float:
        weighed.append(source)
        return 1

    write = Loader._write

    def note(loader: Loader, load: Load, started: float) -> Load:
        written.append(load.source)
        return write(loader, load, started)

    monkeypatch.setattr(load_sources, "_measure", weigh)
    monkeypatch.setattr(Loader, "_write", note)
    folder = find_package(refreshed)
    loader = Loader(refreshed, empty, NOW, PreviousSnapshot())
    loads = loader.load([first, later, folder], {})
    assert weighed == written == [folder, later, first]
    assert [load.source for load in loads] == [first, later, folder]


@pytest.mark.few(14)
@pytest.mark.parametrize("name", CONTRACTS)
def test_raw_table_has_the_columns_of_its_contract(
    empty: DuckDBPyConnection, name: str
) -> None:
    described = empty.execute(f"describe raw.{name}").fetchall()
    found = {row[0]: row[1] for row in described}
    assert CONTRACTS[name].columns().keys() <= found.keys()
    assert {"_source_document_key", "_loaded_at"} <= found.keys()
    assert ("_precedence" in found) is name.startswith("workbook__")
    if name.startswith(("plan_package__", "workbook__")):
        assert "plan_code" in found
    for column, dtype in found.items():
        if column.endswith("_eur"):
            assert dtype == "DECIMAL(18,2)"


def test_rows_of_a_large_load_are_seen_before_they_are_committed(
    tmp_path: Path,
) -> None:
    """More rows than one row group of the database, read as the models read them."""
    rows = pl.DataFrame({"document_number": [f"SF-{n}" for n in range(130_000)]})
    with open_building(tmp_path / "w.duckdb") as connection:
        create_raw(connection)
        insert_frame(connection, "raw.workbook__spending", rows)
        found = connection.execute(
            "select count(distinct document_number) from raw.workbook__spending"
            " where document_number <> ''"
        ).fetchall()
    assert found == [(130_000,)]


def test_every_row_of_a_package_arrives_with_its_source(
    empty: DuckDBPyConnection, refreshed: Settings
) -> None:
    load = load_package(empty, refreshed)
    arrived = [
        row
        for name in TABLES
        for row in empty.table(f"raw.plan_package__{name}")
        .project("plan_code, _source_document_key, _loaded_at")
        .fetchall()
    ]
    source = ("birstonas", "plan_package:birstonas", NOW.replace(tzinfo=None))
    assert arrived == [source] * 12
    assert load.row_count == 12
    assert (load.status, load.quarantined_count) == ("loaded", 0)


def test_bad_rows_are_put_aside_and_counted_once_each(
    empty: DuckDBPyConnection, refreshed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = {
        "source_file": "išlaidos.xlsx",
        "sheet": "Lapas1",
        "row_number": 3,
        "column_name": "net_eur",
        "raw_value": "daug",
        "rule": "amount",
        "reason": "expected an amount in euro",
    }
    other_cell = {**broken, "column_name": "date", "raw_value": None}
    rejects = pl.DataFrame([broken, other_cell])
    read = Load(source=find_package(refreshed), rejects=rejects, sha256="a")
    monkeypatch.setattr(load_sources, "read_folder", lambda *_: read)
    load = load_package(empty, refreshed)
    assert load.quarantined_count == 1
    assert empty.execute(
        "select source_document_key, column_name, raw_value from ops.quarantine"
    ).fetchall() == [
        ("plan_package:birstonas", "net_eur", "daug"),
        ("plan_package:birstonas", "date", None),
    ]


def test_unreadable_source_without_history_fails_alone(
    empty: DuckDBPyConnection, refreshed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Load:
        raise SettingError("unknown_language", found="xx")

    monkeypatch.setattr(load_sources, "read_folder", refuse)
    load = load_package(empty, refreshed)
    assert (load.status, load.row_count, load.sha256) == ("failed", 0, "")


def test_last_good_content_of_an_older_contract_is_not_used(
    published: object, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    (settings.packages_dir / "birstonas" / "goals.csv").unlink()
    monkeypatch.setitem(CONTRACTS, "plan_package__new_table", TABLES["goals"])
    assert published
    report = refresh(settings)
    assert report.run.outcome == "unusable_input"
    assert [load.status for load in report.loads] == ["loaded", "failed"]


def test_hash_follows_names_and_contents_only(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("1")
    first = hash_folder(tmp_path, ("*",))
    (tmp_path / ".a.csv.swp").write_text("an editor's")
    assert hash_folder(tmp_path, ("*",)) == first
    (tmp_path / "a.csv").rename(tmp_path / "b.csv")
    renamed = hash_folder(tmp_path, ("*",))
    (tmp_path / "b.csv").write_text("2")
    assert len({first, renamed, hash_folder(tmp_path, ("*",))}) == 3


def test_input_hash_does_not_depend_on_order() -> None:
    pairs = [("a", "1"), ("b", "2")]
    assert hash_inputs(pairs) == hash_inputs(reversed(pairs))
    assert hash_inputs(pairs) != hash_inputs([("a", "2"), ("b", "1")])


@pytest.mark.parametrize("status", ["kept", "loaded"])
def test_file_that_is_kept_drops_what_other_files_meant_for_it(status: Status) -> None:
    rules = ("documents_changed", "file_sums_files", "words_skipped")
    remarks = tuple(Remark(rule, "warning", "", rule, rule) for rule in rules)
    source = Source("workbook", "a.xlsx", Path("a.xlsx"), "sha", None)
    load = Load(source=source, status=status, sha256="sha", remarks=remarks)
    [found] = drop_late_remarks([load])
    left = ["words_skipped"] if status == "kept" else list(rules)
    assert [remark.rule for remark in found.remarks] == left
