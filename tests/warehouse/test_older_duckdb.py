"""A snapshot opens in DuckDB 1.5, which people in the field have."""

import json
import subprocess
import sys

import pytest

from pazanga.settings import PROJECT_ROOT, Settings
from warehouse.snapshots import read_current

OLDER = PROJECT_ROOT / ".venv" / "duckdb15"
READ_EVERYTHING = """
import json, sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
tables = connection.execute(
    "select schema_name || '.' || table_name, comment from duckdb_tables() union all"
    " select schema_name || '.' || view_name, comment from duckdb_views()"
    " where not internal"
).fetchall()
counts = {
    name: len(connection.execute(f"from {name}").fetchall()) for name, _ in tables
}
undescribed = [name for name, comment in tables if not comment]
print(json.dumps([duckdb.__version__, counts, undescribed]))
"""


@pytest.mark.skipif(not OLDER.is_dir(), reason="make test installs DuckDB 1.5")
def test_snapshot_opens_whole_in_duckdb_1_5(refreshed: Settings) -> None:
    snapshot = read_current(refreshed.warehouse_dir)
    answer = subprocess.run(
        [sys.executable, "-c", READ_EVERYTHING, str(snapshot.path)],
        check=True,
        capture_output=True,
        env={"PYTHONPATH": str(OLDER)},
    )
    version, counts, undescribed = json.loads(answer.stdout)
    assert version.startswith("1.5.")
    assert undescribed == []
    assert counts["marts.fct_planned_cost"] == 4
    assert counts["staging.stg_plan_package__activities"] == 3
    assert counts["ops.refresh_run"] == 1
