"""Files into figures beside other ways: DuckDB alone, pandas with SQLite, dbt.

First from the files of a made-up country to what each plan paid, then models alone,
from the same `raw` to all tables. All take turns, each a whole process; in the end sums
are held against what is known, and rows against ours. `BENCH_SIZES` says how many
municipalities the country has, its last number counts; one without it.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from importlib.metadata import distributions
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

import duckdb

from bench.country.command import EXPECTED, write_country
from bench.country.scale import CountryScale
from bench.peers.dbt_project import write_project
from bench.processes import run_process
from bench.servers import PEER_PACKAGES, ROOT
from bench.written import write_report
from pazanga.settings import Settings
from warehouse.connection import open_copying
from warehouse.equality import compare_snapshots
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bench.processes import ProcessCost

RUNS: Final = 3
HEADS: Final = ("what", "by", "CPU s", "from, to", "peak MB", "in the end")
_LOADS: Final = "files to figures"
_NAMED: Final = ("duckdb", "dbt-core", "dbt-duckdb", "pandas")
_RAW: Final = """
select schema_name, table_name
from duckdb_tables()
where database_name = 'source' and schema_name in ('raw', 'ops')
"""
_PAID: Final = (
    "select plan_code, sum(net_eur) from reports.rpt_monthly_spending"
    " where phase = 'executed' group by plan_code"
)
_SUMS: Final = "select plan_code, net_eur from paid"


@dataclass(slots=True, kw_only=True)
class PeerWay:
    """One way to do it.

    Attributes:
        what: What is done.
        by: What does it.
        command: One run of it.
        prepare: Clears what the run before has left.
        judge: Returns a word on what a run has made.
        costs: What each run took.
        found: The word on the last run.
    """

    what: str
    by: str
    command: list[str]
    prepare: Callable[[], None]
    judge: Callable[[], str]
    costs: list[ProcessCost] = field(default_factory=list)
    found: str = ""

    def run(self) -> None:
        """Run it once more.

        Raises:
            RuntimeError: It failed.
        """
        self.prepare()
        cost = run_process(self.command)
        if cost.exit_code:
            raise RuntimeError(" ".join(self.command))
        self.costs.append(cost)
        self.found = self.judge()

    def write_cells(self) -> list[str]:
        """Return the cells of its line."""
        cpu = sorted(cost.cpu for cost in self.costs)
        peak = max(cost.peak_mb for cost in self.costs)
        spent = f"{median(cpu):.1f}", f"{cpu[0]:.1f} to {cpu[-1]:.1f}"
        return [self.what, self.by, *spent, f"{peak:,.0f}", self.found]


def run() -> None:
    """Measure all ways in turns, and write the table into the docs."""
    size = int(os.environ.get("BENCH_SIZES", "1").rpartition(",")[2])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sums = write_country(folder / "out", CountryScale(municipalities=size))
        count = sum(one.payments + one.exams + one.measurements for one in sums)
        ways = [_load_own(folder), *_list_loads(folder), *_list_models(folder)]
        for _ in range(RUNS):
            for way in ways:
                way.run()
    rows = [way.write_cells() for way in ways]
    print("\n".join("  ".join(f"{cell:>14}" for cell in row) for row in rows))
    write_report("peers", _describe(size, count), [HEADS, *rows])


def _load_own(folder: Path) -> PeerWay:
    """Return our way: files received, checked, modelled, audited and published."""
    out, home = folder / "out", folder / "home"

    def prepare() -> None:
        shutil.rmtree(home, ignore_errors=True)
        (home / "inbox").mkdir(parents=True)
        for path in (out / "sheets").rglob("*.parquet"):
            shutil.copy(path, home / "inbox")

    where = ["--home", str(home), "--data", str(out / "data")]
    return PeerWay(
        what=_LOADS,
        by="Pažanga",
        command=[sys.executable, "-m", "pazanga", *where, "refresh"],
        prepare=prepare,
        judge=lambda: compare_sums(_ask(_find_snapshot(folder), _PAID), out),
    )


def _list_loads(folder: Path) -> list[PeerWay]:
    """List the ways of others from files to what each plan paid."""
    out, made = folder / "out", folder / "made.db"
    place = [str(made), str(out / "sheets"), str(out / "data" / "packages")]
    prepare = partial(made.unlink, missing_ok=True)
    return [
        PeerWay(
            what=_LOADS,
            by="DuckDB alone",
            command=_call_peer("bench.peers.bare_duckdb", "load", *place),
            prepare=prepare,
            judge=lambda: compare_sums(_ask(made, _SUMS), out),
        ),
        PeerWay(
            what=_LOADS,
            by="pandas, SQLite",
            command=_call_peer("bench.peers.pandas_sqlite", *place),
            prepare=prepare,
            judge=lambda: compare_sums(_ask_sqlite(made, _SUMS), out),
        ),
    ]


def _list_models(folder: Path) -> list[PeerWay]:
    """List the ways from `raw` to all tables: ours, the floor, dbt."""
    made, project = folder / "models.duckdb", folder / "dbt"
    write_project(project, made)
    dbt = ["--project-dir", str(project), "--profiles-dir", str(project)]
    commands = {
        "Pažanga": _call_peer("bench.peers.own_models", str(made)),
        "DuckDB alone": _call_peer("bench.peers.bare_duckdb", "models", str(made)),
        "dbt": _call_peer("dbt.cli.main", "run", "--quiet", *dbt),
    }
    return [
        PeerWay(
            what="models",
            by=by,
            command=command,
            prepare=lambda: _copy_raw(_find_snapshot(folder), made),
            judge=lambda: _compare_rows(_find_snapshot(folder), made),
        )
        for by, command in commands.items()
    ]


def _call_peer(module: str, *words: str) -> list[str]:
    """Return a command that also finds the packages of others, apart from ours."""
    paths = os.pathsep.join(map(str, (ROOT, PEER_PACKAGES)))
    return ["env", f"PYTHONPATH={paths}", sys.executable, "-m", module, *words]


def _find_snapshot(folder: Path) -> Path:
    settings = Settings(home=folder / "home", data=folder / "out" / "data")
    return read_current(settings.warehouse_dir).path


def _copy_raw(snapshot: Path, made: Path) -> None:
    """Make a database of what the models read, without them."""
    made.unlink(missing_ok=True)
    with open_copying(snapshot, made) as connection:
        tables = connection.execute(_RAW).fetchall()
        for schema in sorted({schema for schema, _ in tables}):
            connection.execute(f"create schema building.{schema}")
        for schema, name in tables:
            table = f"{schema}.{name}"
            connection.execute(f"create table building.{table} as from source.{table}")


def _compare_rows(snapshot: Path, made: Path) -> str:
    """Return whether the rows of all tables are those of ours."""
    differences = compare_snapshots(snapshot, made)
    names = ", ".join(one.table for one in differences)
    return f"other rows: {names}" if names else "the same rows"


def compare_sums(found: Mapping[str, Decimal | float], out: Path) -> str:
    """Return how far the sums of plans are from what is known."""
    expected = json.loads((out / EXPECTED).read_text(encoding="utf-8"))
    off = max(
        abs(Decimal(found.get(plan, 0)) - Decimal(sums["paid_net"]) / 100)
        for plan, sums in expected.items()
    )
    return f"{off:.1e} € off" if off else "every cent"


def _ask(path: Path, sql: str) -> dict[str, Any]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return dict(connection.execute(sql).fetchall())


def _ask_sqlite(path: Path, sql: str) -> dict[str, Any]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute(sql).fetchall())


def _describe(size: int, rows: int) -> str:
    """Return what was measured: rows, machine, versions, load."""
    versions = {"Python": platform.python_version()} | {
        one.name: one.version
        for one in distributions(path=[str(PEER_PACKAGES)])
        if one.name in _NAMED
    }
    named = ", ".join(f"{name} {number}" for name, number in sorted(versions.items()))
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") >> 30
    return (
        f"Municipalities: {size}; payments, exam results and measurements: {rows:,};"
        f" {RUNS} runs each, in turns; {os.cpu_count()} cores, {memory} GB, a load of"
        f" {os.getloadavg()[0]:.1f} at the end. {named}."
    )
