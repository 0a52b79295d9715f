"""A tiny made-up plan on disk, and a warehouse refreshed from it."""

import os
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import hypothesis
import polars as pl
import pytest
from duckdb import DuckDBPyConnection

from etl.plans.contract.plan_package import Row, Rows
from etl.plans.package.frames import build_frames
from etl.plans.package.write import write_package
from etl.refresh import blueprint
from etl.refresh.raw import create_raw
from etl.refresh.refresh import refresh
from etl.workbooks.contract.contract import SCHEMAS, Kind
from pazanga.program import forget_call
from pazanga.settings import PROJECT_ROOT, Settings
from warehouse.build import build_models
from warehouse.connection import connect_memory, insert_frame, open_building
from warehouse.lineage import Model
from warehouse.ops import create_ops
from warehouse.publish import name_snapshot, new_building_file, publish
from warehouse.snapshots import SNAPSHOTS, Snapshot, read_current

# A busy machine makes nothing wrong.
hypothesis.settings.register_profile("any_machine", deadline=None)
hypothesis.settings.load_profile("any_machine")

WritePlan = Callable[..., Path]
Feed = Callable[[Settings, dict[Kind, list[Row]]], None]

STARTED = time.monotonic()


WHEREVER_A_REFRESH_RUNS = {
    *("settings", "refreshed", "shown_settings", "bundled_settings"),
    "empty_warehouse",
}

WHATEVER_STARTS_PROCESSES = ("subprocess", "run_query", "ChildLimits")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what prints, refreshes or starts processes; files with such tests begin.

    A worker takes a file at a time: short files at the end keep both workers busy.
    """
    _mark_whole(items)
    _leave_to_slow(items)
    long = {
        item.path
        for item in items
        if item.get_closest_marker("whole") or item.get_closest_marker("browser")
    }
    items.sort(key=lambda item: item.path not in long)


def _mark_whole(items: list[pytest.Item]) -> None:
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if "office" in asked:
            item.add_marker(pytest.mark.office)
        module = getattr(item, "module", None)
        starts = any(hasattr(module, name) for name in WHATEVER_STARTS_PROCESSES)
        if starts or asked & WHEREVER_A_REFRESH_RUNS:
            item.add_marker(pytest.mark.whole)


def _leave_to_slow(items: list[pytest.Item]) -> None:
    """Mark the cases of a test as slow that `few(count)` does not keep in every run."""
    cases: dict[tuple[Path, str], list[pytest.Function]] = {}
    for item in items:
        is_slow = item.get_closest_marker("slow")
        if item.get_closest_marker("few") and not is_slow:
            assert isinstance(item, pytest.Function)
            cases.setdefault((item.path, item.originalname), []).append(item)
    for found in cases.values():
        found.sort(key=lambda item: list(item.callspec.indices.values()))
        kept = found[0].get_closest_marker("few")
        for item in found[kept.args[0] if kept else 0 :]:
            item.add_marker(pytest.mark.slow)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip the slow tests that no longer fit into `PAZANGA_TEST_MINUTES`."""
    minutes = os.environ.get("PAZANGA_TEST_MINUTES")
    passed = (time.monotonic() - STARTED) / 60
    if minutes and item.get_closest_marker("slow") and passed >= float(minutes):
        pytest.skip(f"the {minutes} minutes for slow tests are over")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say last how many tests were skipped, why, and what was not proved by them."""
    skipped = [
        report
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report, pytest.TestReport)
    ]
    reasons = Counter(report.longrepr[2] for report in skipped)
    for reason, count in reasons.most_common():
        terminalreporter.line(f"{count} skipped: {reason.removeprefix('Skipped: ')}")
    if unread := sum("seeds" in report.keywords for report in skipped):
        terminalreporter.line(
            f"NOT PROVED: {unread} tests of real documents did not run; they read"
            f" {PROJECT_ROOT.parent / 'shared' / 'seeds'}",
            yellow=True,
            bold=True,
        )


@pytest.fixture(autouse=True)
def _own_process_state() -> Iterator[None]:
    """Leave no word of a command and no file mask of it for the next test."""
    mask = os.umask(0o022)
    os.umask(mask)
    forget_call()
    yield
    forget_call()
    os.umask(mask)


def make_activity(number: str, net: str | None, **cells: object) -> dict[str, Any]:
    return {
        "activity_number": number,
        "occurrence": 1,
        "title": f"Veikla {number}",
        "cost_category": "equipment",
        "net_eur": None if net is None else Decimal(net),
        "vat_eur": None,
        "cost_role": "counted",
        "period_start": date(2024, 1, 1),
        "period_end": date(2025, 12, 31),
        "source_line": 10,
        **cells,
    }


def make_plan_rows(code: str = "birstonas", municipality: str = "12") -> Rows:
    """Make a plan of 1,000.03 euro: 100.03 for three areas, 900.00 for one school."""
    areas = [("1", area) for area in ("leadership", "culture", "steam")]
    areas.append(("2.1", "steam"))
    return {
        "plan": [_make_plan(code, municipality)],
        "plan_totals": [
            {
                "total_kind": "direct",
                "net_eur": Decimal("1000.03"),
                "vat_eur": Decimal("210.01"),
            }
        ],
        "activities": [
            make_activity("1", "100.03", vat_eur=Decimal("21.01")),
            make_activity("2", "900.00", cost_role="rolled_up"),
            make_activity(
                "2.1", "900.00", vat_eur=Decimal("189.00"), parent_number="2"
            ),
        ],
        "activity_policy_areas": [
            {"activity_number": number, "occurrence": 1, "policy_area": area}
            for number, area in areas
        ],
        "activity_schools": [
            {
                "activity_number": "2.1",
                "occurrence": 1,
                "school_code": "G1",
                "role": "implementing",
            }
        ],
        "schools": [{"school_code": "G1", "name": "Mokykla", "role": "participant"}],
        "findings": [
            {
                "rule": "vat_missing",
                "severity": "note",
                "subject": "2",
                "message": "The VAT cell of activity 2 is empty.",
            }
        ],
    }


def _make_plan(code: str, municipality: str) -> Row:
    return {
        "plan_code": code,
        "municipality_code": municipality,
        "municipality_name": "Birštono savivaldybė",
        "title": "Birštono planas",
        "programme_code": "tum",
        "currency": "EUR",
        "document_name": "planas.txt",
        "document_sha256": "0" * 64,
    }


def write_plan_to(
    data: Path,
    code: str = "birstonas",
    municipality: str = "12",
    **tables: list[Row],
) -> Path:
    """Write a package into a data folder; tables given replace the tiny ones."""
    rows = {**make_plan_rows(code, municipality), **tables}
    folder = data / "packages" / code
    write_package(build_frames(rows), folder)
    return folder


@pytest.fixture(scope="session", autouse=True)
def _one_blueprint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Make the empty warehouse once; the homes of other tests get copies of it."""
    make, folder = blueprint.make_blueprint, tmp_path_factory.mktemp("blueprints")

    def copy(wanted: Path) -> list[Model]:
        made = folder / wanted.name
        if not made.exists():
            make(made)
        blueprint.make_room(wanted.parent)
        shutil.copytree(folder, wanted.parent, dirs_exist_ok=True)
        return blueprint.read_blueprint(wanted) or make(wanted)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blueprint, "make_blueprint", copy)
        yield


@pytest.fixture(scope="session")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A warehouse refreshed once from the tiny plan; only to be read or copied."""
    folder = tmp_path_factory.mktemp("refreshed")
    data = folder / "data"
    shutil.copytree(PROJECT_ROOT / "data" / "reference", data / "reference")
    write_plan_to(data)
    settings = Settings(home=folder / "home", data=data, language="en")
    refresh(settings)
    return settings


@pytest.fixture(scope="session")
def empty_warehouse() -> Iterator[DuckDBPyConnection]:
    """All tables of the warehouse, without a row."""
    connection = connect_memory()
    create_ops(connection)
    create_raw(connection)
    build_models(connection)
    yield connection
    connection.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A data folder with the bundled reference tables, and nothing published yet."""
    data = tmp_path / "data"
    shutil.copytree(PROJECT_ROOT / "data" / "reference", data / "reference")
    return Settings(home=tmp_path / "home", data=data, language="en")


@pytest.fixture
def write_plan(settings: Settings) -> WritePlan:
    """Write a package into the data folder; tables given replace the tiny ones."""
    return partial(write_plan_to, settings.data)


@pytest.fixture(scope="session")
def write_package_to() -> WritePlan:
    """Write a package into any data folder, see `write_plan_to`."""
    return write_plan_to


@pytest.fixture
def published(settings: Settings, refreshed: Settings) -> Snapshot:
    """A published warehouse of the tiny plan that a test may change."""
    shutil.copytree(refreshed.data, settings.data, dirs_exist_ok=True)
    shutil.copytree(refreshed.home, settings.home)
    return read_current(settings.warehouse_dir)


def complete_rows(kind: Kind, rows: list[Row]) -> pl.DataFrame:
    """Fill up rows of a workbook to its contract; they are real unless they say so."""
    schema = SCHEMAS[kind]
    usual = {"_source_file": "failas.xlsx", "_source_sheet": "", "is_synthetic": False}
    full = [
        {**dict.fromkeys(schema.column_names()), **usual, "_source_row": place, **row}
        for place, row in enumerate(rows, start=2)
    ]
    types = {name: column.dtype for name, column in schema.columns().items()}
    return pl.DataFrame(full, schema=types).with_columns(_precedence=1)


def feed_rows(settings: Settings, tables: dict[Kind, list[Row]]) -> None:
    """Publish what is shown once more, with rows of one workbook beside it."""
    shown, now = read_current(settings.warehouse_dir), datetime.now(UTC)
    source = {
        "_source_document_key": pl.lit("workbook:failas.xlsx"),
        "_loaded_at": pl.lit(now.replace(tzinfo=None)),
    }
    with new_building_file(settings.warehouse_dir) as path:
        shutil.copyfile(shown.path, path)
        with open_building(path) as connection:
            for layer in ("reports", "marts", "intermediate", "staging"):
                connection.execute(f"drop schema {layer} cascade")
            count = 0
            for kind, rows in tables.items():
                table = f"raw.workbook__{kind.replace('-', '_')}"
                frame = complete_rows(kind, rows).with_columns(**source)
                count += insert_frame(connection, table, frame)
            insert_frame(connection, "ops.load", describe_load(count, now))
            build_models(connection)
        name = name_snapshot(now, f"{now.microsecond:08d}")
        place = settings.warehouse_dir / SNAPSHOTS / name
        publish(path, Snapshot(place, now, shown.run_id, shown.input_hash))


def describe_load(count: int, now: datetime) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "run_id": "made-up",
            "source_document_key": "workbook:failas.xlsx",
            "source_kind": "workbook",
            "source_name": "failas.xlsx",
            "sha256": "0" * 64,
            "status": "loaded",
            "row_count": count,
            "quarantined_count": 1,
            "duration_seconds": 0.1,
            "changed_at": now.replace(tzinfo=None),
        }
    )


@pytest.fixture(scope="session")
def feed_workbooks() -> Feed:
    """Publish a warehouse once more, with rows of a workbook, see `feed_rows`."""
    return feed_rows
