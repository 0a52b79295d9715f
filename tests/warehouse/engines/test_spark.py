"""Spark and DuckDB give the same rows of all marts and reports, to the cent."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from filled_anew import fill_anew, list_differences
from spark_cluster import open_cluster

from etl.refresh.refresh import refresh
from pazanga.settings import PROJECT_ROOT, read_settings
from warehouse.audits import AuditResult, run_audits
from warehouse.connection import open_building
from warehouse.engines.spark import SparkEngine, open_spark
from warehouse.snapshots import read_current

pytestmark = [
    pytest.mark.slow,
    pytest.mark.spark,
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(
        find_spec("pyspark") is None, reason="make spark installs Spark"
    ),
]

# Moments of loading differ between two refreshes; they stand in these tables.
OF_MOMENTS = {
    "marts.dim_source_document",
    "reports.rpt_change_span",
    "reports.rpt_last_change",
    "reports.rpt_source",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkEngine]:
    with open_spark("local[2]", tmp_path_factory.mktemp("lake")) as opened:
        yield opened


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the snapshot that DuckDB builds of the bundled data."""
    settings = read_settings({}, home=tmp_path_factory.mktemp("bundled"))
    refresh(settings)
    return read_current(settings.warehouse_dir).path


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the snapshot that DuckDB builds of made-up spending and exams."""
    home = tmp_path_factory.mktemp("demo")
    subprocess.run(
        [sys.executable, "-m", "pazanga", "demo", "--home", str(home)],
        check=True,
        cwd=PROJECT_ROOT,
    )
    return read_current(read_settings({}, home=home).warehouse_dir).path


def count_broken(results: list[AuditResult]) -> dict[str, int]:
    return {result.audit.name: result.row_count for result in results}


@pytest.mark.parametrize("data", ["bundled", "demo"])
def test_rows_and_audits_are_those_of_duckdb(
    data: str, engine: SparkEngine, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    snapshot = request.getfixturevalue(data)
    results = fill_anew(snapshot, engine, tmp_path / "anew.duckdb")
    assert list_differences(snapshot, tmp_path / "anew.duckdb") == {}
    with open_building(tmp_path / "anew.duckdb") as connection:
        own = run_audits(connection, [result.audit for result in results])
    assert count_broken(results) == count_broken(own)
    for result in results:
        assert len(result.sample) == min(result.row_count, 10)


def test_a_changed_cent_is_found(bundled: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.duckdb"
    shutil.copyfile(bundled, changed)
    with open_building(changed) as connection:
        connection.execute(
            "update marts.fct_plan_total set net_eur = net_eur + 0.01 where rowid = 0"
        )
    assert list_differences(bundled, changed) == {"marts.fct_plan_total": (1, 1)}


def test_a_cluster_of_two_workers_publishes_the_same_rows(
    bundled: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    with open_cluster(tmp_path, workers=2) as master:
        answer = subprocess.run(
            [sys.executable, "-m", "pazanga", "refresh", "--engine", "spark"],
            cwd=PROJECT_ROOT,
            env=os.environ
            | {"PAZANGA_HOME": str(home), "PAZANGA_SPARK_MASTER": master}
            | {"SPARK_LOCAL_IP": "127.0.0.1"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    snapshot = read_current(home / "warehouse").path
    assert set(list_differences(bundled, snapshot)) <= OF_MOMENTS
    worked = {path.parent.name for path in tmp_path.glob("app-*/*/stderr")}
    assert len(worked) == 2
    activities = home / "lake" / "raw" / "plan_package__activities"
    assert [part.name for part in activities.iterdir()] == ["plan_code=kaunas"]
