"""Readers and refreshes at once: nobody waits, nobody sees half of anything."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from etl.refresh.refresh import refresh
from etl.workbooks import write_template
from pazanga.errors import RefreshBusy
from pazanga.settings import PROJECT_ROOT, Settings
from warehouse.connection import open_snapshot, query_frame
from warehouse.snapshots import Snapshot, list_snapshots, read_current

REFRESHES = 50
# Few snapshots are kept, so that those that are read are removed as well. Measuring
# coverage would only slow down what other tests measure.
KEEP_FEW = {"PAZANGA_KEEP_SNAPSHOTS": "3", "PAZANGA_KEEP_SNAPSHOT_DAYS": "1"}
ALONE = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE_")}
QUESTIONS = (
    "select count(*) from marts.fct_expenditure",
    "select count(distinct document_number) from reports.rpt_expenditure",
    "select coalesce(sum(net_eur), 0) from marts.fct_monthly_spending",
    "select coalesce(sum(executed_net_eur), 0) from reports.rpt_absorption",
    "select coalesce(sum(executed_net_eur), 0) from reports.rpt_activity_absorption",
    "select coalesce(sum(row_count), 0) from ops.load where source_kind = 'workbook'",
)
"""Each counts the payments of one euro; in one snapshot all give the same number."""


@dataclass
class Reader:
    """Runs pages without a pause until it is stopped: each opens what is shown."""

    warehouse_dir: Path
    counts: list[int] = field(default_factory=list)
    failures: list[object] = field(default_factory=list)
    slowest: float = 0.0
    is_stopped: bool = False

    def run(self) -> None:
        while not self.is_stopped:
            started = time.perf_counter()
            try:
                self.counts.append(self.read_page())
            except Exception as error:  # noqa: BLE001 - any is a failure of the test
                self.failures.append(error)
            self.slowest = max(self.slowest, time.perf_counter() - started)

    def read_page(self) -> int:
        connection = open_snapshot(read_current(self.warehouse_dir).path)
        try:
            answers = {int(query_frame(connection, sql).item()) for sql in QUESTIONS}
        finally:
            connection.close()
        if len(answers) != 1:
            self.failures.append(answers)
        return answers.pop()


@contextmanager
def keep_reading(settings: Settings, count: int = 1) -> Iterator[list[Reader]]:
    readers = [Reader(settings.warehouse_dir) for _ in range(count)]
    threads = [threading.Thread(target=reader.run) for reader in readers]
    for thread in threads:
        thread.start()
    try:
        yield readers
    finally:
        for reader in readers:
            reader.is_stopped = True
        for thread in threads:
            thread.join()


def start_refresh(settings: Settings) -> subprocess.Popen[bytes]:
    arguments = ["--home", str(settings.home), "--data", str(settings.data)]
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "pazanga", "refresh", *arguments],
        cwd=PROJECT_ROOT,
        env={**ALONE, **KEEP_FEW},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def drop(settings: Settings, headings: str, number: int) -> None:
    row = f"birstonas;1;;2025-03-01;SF-{number};;;;1.00;;;EGADP;executed"
    settings.inbox_dir.mkdir(exist_ok=True)
    path = settings.inbox_dir / f"{number}.csv"
    path.write_text(f"{headings}\n{row}\n", encoding="utf-8")


@pytest.fixture
def headings(tmp_path: Path) -> str:
    write_template("spending", tmp_path / "a.csv")
    text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    return text.splitlines()[0]


@pytest.mark.slow
def test_readers_run_through_fifty_refreshes(
    settings: Settings, published: Snapshot, headings: str
) -> None:
    assert published
    with keep_reading(settings) as readers:
        for number in range(1, REFRESHES + 1):
            drop(settings, headings, number)
            assert start_refresh(settings).wait() == 0
    for reader in readers:
        assert reader.failures == []
        assert len(reader.counts) > REFRESHES
        assert reader.counts == sorted(reader.counts)
        assert set(reader.counts) <= set(range(REFRESHES + 1))
        assert len(set(reader.counts)) > REFRESHES // 2
    assert read_current(settings.warehouse_dir) != published


def test_reader_that_holds_a_snapshot_keeps_it_and_blocks_nobody(
    settings: Settings, published: Snapshot, headings: str
) -> None:
    connection = open_snapshot(published.path)
    sql = "select count(*) from marts.fct_expenditure"
    for number in (1, 2):
        drop(settings, headings, number)
        assert refresh(settings).run.outcome == "published"
        assert query_frame(connection, sql).item() == 0
    published.path.unlink()
    assert query_frame(connection, sql).item() == 0
    connection.close()
    assert len(list_snapshots(settings.warehouse_dir)) == 2


def test_refreshes_of_two_processes_do_not_meet(
    settings: Settings, published: Snapshot, write_plan: Callable[..., Path]
) -> None:
    write_plan(findings=[])
    children = [start_refresh(settings) for _ in range(4)]
    codes = {child.wait() for child in children}
    assert codes <= {0, 3}
    assert 0 in codes
    assert len(list_snapshots(settings.warehouse_dir)) == 2
    assert read_current(settings.warehouse_dir) != published


def test_refreshes_of_two_threads_do_not_meet(
    settings: Settings, published: Snapshot, headings: str
) -> None:
    assert published
    drop(settings, headings, 1)
    outcomes: list[str] = []

    def run() -> None:
        try:
            outcomes.append(refresh(settings).run.outcome)
        except RefreshBusy:
            outcomes.append("busy")

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("published") == 1
    assert set(outcomes) <= {"published", "unchanged", "busy"}
