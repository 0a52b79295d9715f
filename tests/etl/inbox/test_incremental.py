"""However files arrive, one by one or all at once, the warehouse is the same."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from etl.inbox import parse_cache as parsing
from etl.inbox.originals import read_originals
from etl.refresh.refresh import refresh
from pazanga.files.unfinished import list_entries
from pazanga.settings import Settings
from warehouse.connection import open_snapshot, query_frame
from warehouse.snapshots import read_current

from .conftest import SPENT, Ask, Drop, Row, WritePlan, pay, write_csv

TABLES = """
    select schema_name, table_name from duckdb_tables()
    where (
        schema_name in ('raw', 'marts', 'reports')
        or table_name in ('quarantine', 'load')
    )
    and table_name not in ('rpt_last_change', 'rpt_change_span')
    order by all
"""
OF_ONE_RUN = {
    "run_id",
    "version",
    "duration_seconds",
    "_loaded_at",
    "changed_at",
    "revised_at",
}

ROWS = st.builds(
    pay,
    st.integers(1, 4),
    net_eur=st.sampled_from(["10.00", "20,00", "daug", "−5"]),
    activity_number=st.sampled_from(["1", "2.1", "99"]),
    phase=st.sampled_from(["executed", "approved"]),
    is_synthetic=st.sampled_from(["", "yes"]),
)
FILES = st.lists(st.lists(ROWS, max_size=8), min_size=2, max_size=4)


@contextmanager
def open_home(template: Settings) -> Iterator[Settings]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        shutil.copytree(template.home, home)
        yield replace(template, home=home)


def read_all(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    """Read every table but for what is of one run, in an order of its own."""
    connection = open_snapshot(read_current(settings.warehouse_dir).path)
    found = {}
    for schema, table in query_frame(connection, TABLES).rows():
        rows = query_frame(connection, f"from {schema}.{table}")
        rows = rows.drop(OF_ONE_RUN & set(rows.columns))
        found[f"{schema}.{table}"] = sorted(rows.rows(), key=repr)
    connection.close()
    return found


def drop_file(settings: Settings, number: int, rows: list[Row]) -> None:
    """Drop a file saved an hour after the one before, so that its place is known."""
    path = write_csv(settings.inbox_dir / f"{number}.csv", rows)
    saved_at = datetime.now(UTC) - timedelta(hours=9 - number)
    os.utime(path, (saved_at.timestamp(), saved_at.timestamp()))


GENERATED = hypothesis_settings(deadline=None, phases=[Phase.explicit, Phase.generate])


def check_steps(refreshed: Settings, files: list[list[Row]]) -> None:
    with open_home(refreshed) as stepwise, open_home(refreshed) as whole:
        for number, rows in enumerate(files):
            drop_file(stepwise, number, rows)
            refresh(stepwise)
        for number, rows in enumerate(files):
            drop_file(whole, number, rows)
        refresh(whole)
        found, expected = read_all(stepwise), read_all(whole)
    assert found.keys() == expected.keys()
    for table, rows in expected.items():
        assert found[table] == rows, table


@pytest.mark.slow
@hypothesis_settings(GENERATED, max_examples=2)
@given(files=FILES)
def test_one_by_one_gives_what_all_at_once_gives(
    refreshed: Settings, files: list[list[Row]]
) -> None:
    check_steps(refreshed, files)


@pytest.mark.slow
@hypothesis_settings(GENERATED, max_examples=12)
@given(files=FILES)
def test_many_files_one_by_one_give_what_all_at_once_give(
    refreshed: Settings, files: list[list[Row]]
) -> None:
    check_steps(refreshed, files)


def test_rebuilding_from_originals_alone_gives_the_same(refreshed: Settings) -> None:
    with open_home(refreshed) as settings:
        drop_file(settings, 1, [pay(1), pay(2, activity_number="99"), pay(3)])
        refresh(settings)
        drop_file(settings, 2, [pay(1, net_eur="11.00"), pay(2)])
        refresh(settings)
        expected = read_all(settings)
        shutil.rmtree(settings.warehouse_dir)
        shutil.rmtree(settings.parsed_dir)
        refresh(settings)
        assert read_all(settings) == expected


def test_unchanged_originals_are_not_read_again(
    settings: Settings,
    drop: Drop,
    ask: Ask,
    write_plan: WritePlan,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    drop(pay(1))
    refresh(settings)
    monkeypatch.setattr(parsing, "read_in_child", refuse)
    write_plan(findings=[])
    assert refresh(settings).run.outcome == "published"
    assert ask(SPENT) == [(Decimal("10.00"),)]


def test_original_that_is_lost_keeps_its_last_good_rows(
    settings: Settings, drop: Drop, ask: Ask, write_plan: WritePlan
) -> None:
    drop(pay(1))
    refresh(settings)
    [original] = read_originals(settings.originals_dir)
    original.path.unlink()
    for path in settings.parsed_dir.rglob("reading.json"):
        path.unlink()
    write_plan(findings=[])
    report = refresh(settings)
    assert (report.run.outcome, report.exit_code) == ("published", 2)
    assert ask("select status from ops.load where source_kind = 'workbook'") == [
        ("kept",)
    ]
    assert ask(SPENT) == [(Decimal("10.00"),)]


def test_file_stays_in_the_inbox_while_nothing_is_published(
    settings: Settings, drop: Drop, write_plan: WritePlan, ask: Ask
) -> None:
    exam: dict[str, Any] = {
        "school_code": "G9",
        "exam": "VBE",
        "measure": "share_36_100",
        "subject": "lt",
        "printed": "50",
        "school_year": "2021-2022",
        "unit": "percent",
        "reading": "plain",
    }
    write_plan(exam_results=[exam])
    drop(pay(1))
    assert refresh(settings).run.outcome == "audits_failed"
    assert len(list_entries(settings.inbox_dir)) == 1
    write_plan(findings=[])
    refresh(settings)
    assert list_entries(settings.inbox_dir) == []
    assert ask(SPENT) == [(Decimal("10.00"),)]
