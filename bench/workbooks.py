"""Reading large workbooks, against what DuckDB or calamine alone needs for the file."""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import fastexcel
import xlsxwriter

from bench.processes import measure
from etl.contracts.workbooks import fact_columns
from etl.sources.workbooks import read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SEED = 20240531
CSV_ROWS = 1_000_000
XLSX_ROWS = 200_000
RUNS = 5


def run() -> None:
    """Read a million CSV rows and 200,000 XLSX rows, bare and as facts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain, written = folder / "plain.csv", folder / "written.csv"
        book = folder / "spending.xlsx"
        write_csv(plain, CSV_ROWS, comma=False)
        write_csv(written, CSV_ROWS, comma=True)
        write_xlsx(book, XLSX_ROWS)
        for path in (plain, book):  # first, while this process is still small
            code = (
                f"import bench.workbooks as b; b.read_workbook(b.Path({str(path)!r}))"
            )
            command = [sys.executable, "-c", code]
            measure(f"{path.name}, whole process", command, runs=3)
        _compare(f"CSV, {CSV_ROWS:,} rows", plain, _read_with_duckdb)
        _compare("  the same, written 1 234,56 and quoted", written, _read_with_duckdb)
        _compare(f"XLSX, {XLSX_ROWS:,} rows", book, _read_with_calamine)


def make_rows(count: int) -> Iterator[list[str | float | date]]:
    """Make payments, the same for the same count: no two of one business key."""
    chance = random.Random(SEED)  # noqa: S311 - made-up figures
    for number in range(count):
        net = chance.randint(100, 10_000_000)
        yield [
            "kaunas",
            f"{chance.randint(1, 60)}.{chance.randint(1, 9)}",
            f"M{chance.randint(1, 20)}",
            date(2024, 1, 1) + timedelta(chance.randrange(500)),
            f"SF-{number}",
            f"UAB „Tiekėjas {number % 500}“",
            f"S-{number % 900}",
            net / 100,
            net * 21 // 100 / 100,
            "EGADP",
            "executed",
        ]


def write_csv(path: Path, count: int, *, comma: bool) -> None:
    """Write payments as a program would, or as a person's spreadsheet does."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(";".join(fact_columns("spending")) + "\r\n")
        for row in make_rows(count):
            stream.write(";".join(_write(cell, comma=comma) for cell in row) + "\r\n")


def _write(cell: str | float | date, *, comma: bool) -> str:
    if isinstance(cell, float):
        text = f"{cell:,.2f}"
        marks = {",": "\u00a0", ".": ","} if comma else {",": ""}
        return text.translate(str.maketrans(marks))
    return f'"{cell}"' if comma and " " in str(cell) else str(cell)


def write_xlsx(path: Path, count: int) -> None:
    """Write payments as a spreadsheet program does: days and amounts as numbers."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, fact_columns("spending"))
        for line, row in enumerate(make_rows(count), start=1):
            for place, cell in enumerate(row):
                form = days if isinstance(cell, date) else None
                sheet.write(line, place, cell, form)


def _read_with_duckdb(path: Path) -> None:
    duckdb.sql(f"from read_csv('{path}', all_varchar = true)").pl()


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
