"""Reading large files, against what DuckDB or calamine alone needs for them."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import fastexcel

from bench.processes import measure
from bench.spending_files import write_apart, write_csv, write_parquet, write_xlsx
from etl.workbooks import read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

CSV_ROWS = 1_000_000
XLSX_ROWS = 200_000
RUNS = 5


def run() -> None:
    """Read a million rows of CSV and Parquet and 200,000 of XLSX, bare and as facts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain, written = folder / "plain.csv", folder / "written.csv"
        book, typed = folder / "spending.xlsx", folder / "spending.parquet"
        for path, write in {
            plain: partial(write_csv, count=CSV_ROWS, comma=False),
            written: partial(write_csv, count=CSV_ROWS, comma=True),
            typed: partial(write_parquet, count=CSV_ROWS),
            book: partial(write_xlsx, count=XLSX_ROWS),
        }.items():
            write_apart(write, path)
        for path in (plain, typed, book):  # first, while this process is still small
            code = (
                f"import bench.workbooks as b; b.read_workbook(b.Path({str(path)!r}))"
            )
            command = [sys.executable, "-c", code]
            measure(f"{path.name}, whole process", command, runs=3)
        _compare(f"CSV, {CSV_ROWS:,} rows", plain, _read_with_duckdb)
        _compare("  the same, written 1 234,56 and quoted", written, _read_with_duckdb)
        _compare(f"Parquet, {CSV_ROWS:,} rows", typed, _read_typed_with_duckdb)
        _compare(f"XLSX, {XLSX_ROWS:,} rows", book, _read_with_calamine)


def _read_with_duckdb(path: Path) -> None:
    duckdb.read_csv(str(path), all_varchar=True).pl()


def _read_typed_with_duckdb(path: Path) -> None:
    duckdb.read_parquet(str(path)).pl()


def _read_with_calamine(path: Path) -> None:
    fastexcel.read_excel(path).load_sheet(0).to_polars()


def _compare(label: str, path: Path, bare: Callable[[Path], None]) -> None:
    """Read a file in turns, bare and as facts; print the medians and their ratio."""
    costs: dict[str, list[tuple[float, float]]] = {"bare": [], "facts": []}
    for _ in range(RUNS + 1):
        for name, read in (("bare", bare), ("facts", read_workbook)):
            wall, cpu = time.perf_counter(), time.process_time()
            read(path)
            spent = time.perf_counter() - wall, time.process_time() - cpu
            costs[name].append(spent)
    (bare_wall, bare_cpu), (wall, cpu) = (
        tuple(statistics.median(column) for column in zip(*runs[1:], strict=True))
        for runs in costs.values()
    )
    print(
        f"{label:<44} wall {wall:5.2f} s, bare {bare_wall:5.2f}: {wall / bare_wall:.2f}"
        f"   cpu {cpu:5.2f} s, bare {bare_cpu:5.2f}: {cpu / bare_cpu:.2f}"
    )
