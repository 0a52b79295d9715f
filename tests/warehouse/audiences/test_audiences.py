"""What a role may not see is not in the file that it queries."""

from __future__ import annotations

import re
import shutil
import stat
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import TYPE_CHECKING, Any, Final

import pytest
import xlsxwriter
from filelock import FileLock

from etl.refresh.refresh import refresh
from etl.refresh.retention import apply_retention
from pazanga.errors import UnreadableError
from pazanga.settings import PROJECT_ROOT, Settings
from warehouse.audiences import following
from warehouse.audiences.following import (
    copy_snapshot,
    find_published,
    remove_outdated_copies,
)
from warehouse.audiences.masking import RESTRICTED
from warehouse.connection import SPILLED, open_snapshot, query_frame
from warehouse.snapshots import read_current, roll_back

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[Path, str, str], Path]

PLANS: Final = {"birstonas": "12", "alytus": "11"}
HEADINGS: Final = (
    "plan_code;activity_number;school_code;date;document_number;document_date;supplier;"
    "contract_number;net_eur;vat_eur;gross_eur;funding_source;phase"
)
ROWS: Final = """\
{plan};1;;2025-03-01;ZX{code}NR1;2025-02-20;ZX{code}UAB;ZX{code}SUT1;10.00;;;ES;executed
{plan};1;;2025-04-01;ZX{code}NR2;;ZX{code}UAB Baldai;ZX{code}SUT2;20.00;;;ES;executed
{plan};2.1;;2025-04-02;ZX{code}NR2;;ZX{code}UAB Baldai;ZX{code}SUT2;30.00;;;ES;executed
{plan};1;;2025-05-01;ZX{code}NR3;;;;40.00;;;ES;approved
{plan};1;;2025-05-02;ZX{code}BAD1;;ZX{code}UAB Bloga;ZX{code}SUT3;daug;;;ES;executed
{plan};99;;2025-05-02;ZX{code}BAD2;;ZX{code}UAB Bloga;ZX{code}SUT3;5.00;;;ES;executed
"""
CORRECTED: Final = """\
{plan};1;;2025-03-01;ZX{code}NR1;2025-02-20;ZX{code}UAB;ZX{code}SUT9;11.00;;;ES;executed
"""
OUTCOMES: Final = """\
plan_code;activity_number;outcome;as_of;owner;yearly_cost_eur;funded_until;evidence
{plan};1;done;2025-06-01;ZX{code}Skyrius;;;ZX{code}AKTAS
"""


@pytest.fixture(scope="module")
def loaded(
    tmp_path_factory: pytest.TempPathFactory, write_package_to: Write
) -> Settings:
    """Two municipalities, each with payments, a correction, outcomes, rejected rows.

    Only to be read.
    """
    folder = tmp_path_factory.mktemp("audiences")
    shutil.copytree(PROJECT_ROOT / "data" / "reference", folder / "data" / "reference")
    settings = Settings(home=folder / "home", data=folder / "data", language="en")
    for plan, code in PLANS.items():
        write_package_to(settings.data, plan, code)
        drop(settings, f"{plan}-a", HEADINGS + "\n" + ROWS, plan)
        drop(settings, f"{plan}-o", OUTCOMES, plan)
    refresh(replace(settings, bad_rows_percent=100))
    for plan in PLANS:
        drop_sheet(settings, f"{plan}-b", HEADINGS + "\n" + CORRECTED, plan)
    refresh(replace(settings, bad_rows_percent=100))
    return settings


@pytest.fixture
def own(loaded: Settings, tmp_path: Path) -> Settings:
    """A copy that a test may change."""
    home = tmp_path / "home"
    shutil.copytree(loaded.home, home, ignore=shutil.ignore_patterns("audiences"))
    return replace(loaded, home=home)


def drop(settings: Settings, name: str, text: str, plan: str) -> None:
    settings.inbox_dir.mkdir(parents=True, exist_ok=True)
    path = settings.inbox_dir / f"ZX{PLANS[plan]}-{name}.csv"
    path.write_text(text.format(plan=plan, code=PLANS[plan]), encoding="utf-8")


def drop_sheet(settings: Settings, name: str, text: str, plan: str) -> None:
    """Drop the same as a sheet; names of files tell whose they are, too."""
    path = settings.inbox_dir / f"ZX{(code := PLANS[plan])}-{name}.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet(f"ZX{code}lapas")
        for number, line in enumerate(text.format(plan=plan, code=code).splitlines()):
            sheet.write_row(number, 0, line.split(";"))


def ask(settings: Settings, audience: str, sql: str) -> list[dict[str, Any]]:
    shown = find_published(replace(settings, audience=audience))
    with closing(open_snapshot(shown.path)) as connection:
        return query_frame(connection, sql).to_dicts()


def find_marks(settings: Settings, audience: str, mark: str) -> dict[str, int]:
    """Count the cells of all tables that hold a mark, by schema, table and column."""
    path = find_published(replace(settings, audience=audience)).path
    found: dict[str, int] = {}
    with closing(open_snapshot(path)) as connection:
        tables = query_frame(
            connection,
            "select schema_name || '.' || table_name, list(column_name)"
            " from duckdb_columns() where not internal and data_type = 'VARCHAR'"
            " group by all",
        ).rows()
        for table, columns in tables:
            # One look at a table for all of its columns.
            counts = ", ".join(
                f"count(*) filter (lower({name}) like $mark) as {name}"
                for name in columns
            )
            sql = f"select {counts} from {table}"  # noqa: S608 - of the catalogue
            row = query_frame(connection, sql, {"mark": f"%{mark.lower()}%"})
            for name, count in row.row(0, named=True).items():
                if count:
                    found[f"{table}.{name}"] = count
    return found


def test_marks_are_in_the_whole_data(loaded: Settings) -> None:
    # Otherwise the other tests would find nothing wherever they look.
    found = find_marks(loaded, "", "ZX12")
    for place in (
        "marts.fct_expenditure.supplier",
        "marts.fct_expenditure.document_number",
        "marts.fct_expenditure.document_key",
        "marts.fct_expenditure.contract_number",
        "marts.fct_expenditure.source_file",
        "marts.fct_expenditure.source_sheet",
        "marts.fct_revision.old_source_file",
        "marts.dim_source_document.source_name",
        "ops.load.source_name",
        "ops.quarantine.source_file",
        "reports.rpt_last_change.source_name",
        "reports.rpt_loaded_file.source_name",
        "reports.rpt_expenditure.supplier",
        "marts.fct_revision.fact_key",
        "marts.fct_revision.old_value_text",
        "marts.fct_activity_outcome.evidence_text",
        "marts.fct_activity_outcome.owner_name",
        "ops.quarantine.raw_cells",
        "raw.workbook__spending.supplier",
    ):
        assert place in found


@pytest.mark.parametrize(
    "audience",
    [
        "19",
        pytest.param("public", marks=pytest.mark.slow),
        pytest.param("19-34", marks=pytest.mark.slow),
    ],
)
def test_nothing_restricted_is_in_the_file_of_others(
    loaded: Settings, audience: str
) -> None:
    assert find_marks(loaded, audience, "ZX") == {}


def test_a_municipality_sees_its_own_and_nothing_of_others(loaded: Settings) -> None:
    whole = find_marks(loaded, "", "ZX12")
    own = find_marks(loaded, "12", "ZX12")
    layers = ("raw.", "staging.", "intermediate.")
    assert {place for place in whole if not place.startswith(layers)} == set(own)
    assert find_marks(loaded, "12", "ZX11") == {}
    assert find_marks(loaded, "11-12", "ZX11") != {}


def test_what_is_hidden_is_said_and_what_was_empty_stays_empty(
    loaded: Settings,
) -> None:
    sql = (
        "select supplier, document_number, contract_number, net_eur"
        " from reports.rpt_expenditure where plan_code = 'birstonas'"
        " order by net_eur desc"
    )
    rows = [tuple(row.values()) for row in ask(loaded, "public", sql)]
    amounts = [row[-1] for row in rows]
    assert [str(amount) for amount in amounts] == ["40.00", "30.00", "20.00", "11.00"]
    assert rows[0][:3] == (None, RESTRICTED, None)
    assert all(row[:3] == (RESTRICTED,) * 3 for row in rows[1:])


@pytest.mark.slow
@pytest.mark.parametrize("audience", ["public", "11", "12"])
def test_every_other_figure_stays(loaded: Settings, audience: str) -> None:
    sql = (
        "select plan_code, phase, count(*) as row_count, sum(net_eur) as net_eur,"
        " count(distinct document_key) as document_count"
        " from marts.fct_expenditure group by all order by all"
    )
    assert ask(loaded, audience, sql) == ask(loaded, "", sql)
    tables = (
        "select schema_name, table_name, estimated_size from duckdb_tables()"
        " where schema_name in ('marts', 'reports', 'ops') order by all"
    )
    assert ask(loaded, audience, tables) == ask(loaded, "", tables)
    comments = (
        "select schema_name, table_name, column_name, comment, data_type"
        " from duckdb_columns() where not internal"
        " and schema_name in ('marts', 'reports', 'ops') order by all"
    )
    assert ask(loaded, audience, comments) == ask(loaded, "", comments)


def test_files_of_others_have_names_that_tell_them_apart(loaded: Settings) -> None:
    sql = "select distinct source_file from marts.fct_expenditure"
    whole, own = (
        {row["source_file"] for row in ask(loaded, audience, sql)}
        for audience in ("", "12")
    )
    hidden = own - whole
    assert len(own) == len(whole)
    assert all(re.fullmatch(r"•••-[0-9a-f]{8}\.(csv|xlsx)", name) for name in hidden)
    assert hidden
    assert own - hidden == {name for name in whole if name.startswith("ZX12")}
    kinds = "select source_name from marts.dim_source_document"
    names = {row["source_name"] for row in ask(loaded, "public", kinds)}
    assert {"reference", "birstonas", "alytus"} <= names


@pytest.mark.slow
def test_rows_stay_in_their_order(loaded: Settings) -> None:
    sql = "select activity_key, source_row from marts.fct_expenditure order by rowid"
    assert ask(loaded, "public", sql) == ask(loaded, "", sql)


def test_layers_of_lines_as_they_came_are_absent(loaded: Settings) -> None:
    sql = "select distinct schema_name from duckdb_tables() order by all"
    assert [row["schema_name"] for row in ask(loaded, "12", sql)] == [
        "marts",
        "ops",
        "reports",
    ]


@pytest.mark.slow
def test_keys_cannot_be_guessed(own: Settings) -> None:
    sql = "select distinct document_key from marts.fct_expenditure order by all"
    first = ask(own, "public", sql)
    settings = replace(own, audience="public")
    for path in settings.warehouse_dir.rglob("*.duckdb"):
        path.unlink()
    # A copy made anew has other ones: they hang on nothing that anybody knows.
    assert not {row["document_key"] for row in first} & {
        row["document_key"] for row in ask(own, "public", sql)
    }


@pytest.mark.slow
def test_a_copy_is_made_once_and_is_for_us_alone(own: Settings) -> None:
    settings = replace(own, audience="12")
    first = find_published(settings)
    moment = first.path.stat().st_mtime_ns
    assert find_published(settings) == first
    assert first.path.stat().st_mtime_ns == moment
    assert stat.S_IMODE(first.path.stat().st_mode) == 0o400
    assert read_current(settings.warehouse_dir) == first
    assert first.name == read_current(own.warehouse_dir).name


@pytest.mark.slow
def test_it_follows_what_is_published(own: Settings) -> None:
    settings = replace(own, audience="public")
    newest = find_published(settings)
    roll_back(own.warehouse_dir)
    assert find_published(settings).name != newest.name
    roll_back(own.warehouse_dir, newest.name)
    assert find_published(settings) == newest


@pytest.mark.slow
def test_a_damaged_copy_is_made_anew(own: Settings) -> None:
    settings = replace(own, audience="public")
    path = find_published(settings).path
    path.chmod(0o600)
    path.write_bytes(b"damaged")
    assert find_published(settings).path == path
    assert find_marks(own, "public", "ZX") == {}


@pytest.mark.slow
def test_what_a_killed_copy_left_is_removed(own: Settings) -> None:
    settings = replace(own, audience="public")
    left = settings.warehouse_dir / f"0a1b.building.{SPILLED}"
    left.mkdir(parents=True)
    (left / "0.tmp").touch()
    find_published(settings)
    assert not left.exists()


@pytest.mark.slow
def test_other_rules_make_it_anew(
    own: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(own, audience="public")
    before = find_published(settings)
    monkeypatch.setattr(following, "_hash_rules", lambda: "other")
    assert find_published(settings).sha256 != before.sha256


@pytest.mark.slow
def test_copies_go_with_their_snapshots(own: Settings) -> None:
    settings = replace(own, audience="public")
    newest = read_current(own.warehouse_dir)
    roll_back(own.warehouse_dir)
    older = find_published(settings)
    roll_back(own.warehouse_dir, newest.name)
    (own.warehouse_dir / "snapshots" / older.name).unlink()
    find_published(settings)
    assert not older.path.exists()


@pytest.mark.slow
def test_copies_nobody_needs_are_removed_after_a_publication(own: Settings) -> None:
    newest = read_current(own.published_dir)
    roll_back(own.published_dir)
    names = ("public", "12")
    older = [find_published(replace(own, audience=name)).path for name in names]
    roll_back(own.published_dir, newest.name)
    kept = find_published(replace(own, audience="public")).path
    now = datetime.now(UTC)
    assert apply_retention(own, now).copies == ()
    later = now + timedelta(days=2)
    assert remove_outdated_copies(own, {newest.name}, later) == sorted(older)
    assert kept.exists()
    # Of an audience that nobody asks for nothing is left, and it can be made anew.
    left = {path.name for path in older[1].parents[1].iterdir()}
    assert left <= {".lock"}
    assert find_marks(own, "12", "ZX12") != {}


def test_copies_go_with_their_snapshots_whoever_asks(own: Settings) -> None:
    copies = [find_published(replace(own, audience=name)).path for name in ("12", "19")]
    (own.published_dir / "snapshots" / copies[0].name).unlink()
    assert remove_outdated_copies(own, {copies[0].name}, datetime.now(UTC)) == copies
    assert not any(path.exists() for path in copies)


def test_a_slow_copy_holds_up_no_reader_of_another(
    own: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, goes_on = Event(), Event()

    def copy(source: Path, target: Path, codes: list[str], _limit: str) -> None:
        if codes == ["12"]:
            begun.set()
            goes_on.wait(60)
        shutil.copyfile(source, target)

    monkeypatch.setattr(following, "copy_for", copy)
    with ThreadPoolExecutor(3) as pool:
        slow, same = (
            pool.submit(find_published, replace(own, audience="12")) for _ in range(2)
        )
        assert begun.wait(60)
        other = pool.submit(find_published, replace(own, audience="19"))
        try:
            assert other.result(timeout=60)
            assert not slow.done()
        finally:
            goes_on.set()
    # It waited for the one that was made.
    assert slow.result() == same.result()


@pytest.mark.slow
def test_a_copy_that_is_being_made_is_left_alone(own: Settings) -> None:
    path = find_published(replace(own, audience="12")).path
    later = datetime.now(UTC) + timedelta(days=2)
    with FileLock(path.parents[1] / ".lock"):
        assert remove_outdated_copies(own, (), later) == []
    assert path.exists()


@pytest.mark.slow
def test_a_damaged_original_is_not_copied(own: Settings) -> None:
    current = read_current(own.warehouse_dir)
    current.path.chmod(0o600)
    current.path.write_bytes(b"damaged")
    with pytest.raises(UnreadableError):
        copy_snapshot(replace(own, audience="public"), current)
