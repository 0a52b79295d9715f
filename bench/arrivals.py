"""A refresh with a large file in the inbox, against reading that file and no more.

Each refresh is a whole process in an empty home. In turn with it run the same refresh
without the file, and a process in which DuckDB or calamine alone reads the file into
memory, typed, checks nothing and keeps nothing.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.page_queries import time_queries
from bench.processes import ProcessCost, run_process, take_median
from bench.spending_files import write_apart, write_csv, write_parquet, write_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = 1_000_000
XLSX_ROWS = 200_000
RUNS = 3

_READ_TYPED = """
select * replace (
    date::date as date,
    {net}::decimal(18, 2) as net_eur,
    {vat}::decimal(18, 2) as vat_eur)
from read_csv('{path}', all_varchar = true)
"""
_AS_NUMBER = "replace(replace({}, chr(160), ''), ',', '.')"


@dataclass(frozen=True, slots=True)
class ArrivalForm:
    """A form in which payments arrive.

    Attributes:
        label: What it is.
        name: Name of the file.
        write: Makes the file.
        bare: Gives the program that only reads it.
    """

    label: str
    name: str
    write: Callable[[Path], None]
    bare: Callable[[Path], str]


def run() -> None:
    """Compare every form, then time the queries of all pages on the largest one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for form in FORMS:
            path = folder / form.name
            write_apart(form.write, path)
            _compare(form, path, folder / "home")
            path.unlink()
            if form is FORMS[0]:
                (folder / "home").rename(folder / "kept")
        time_queries(folder / "kept")


def _read_plain(path: Path) -> str:
    sql = _READ_TYPED.format(net="net_eur", vat="vat_eur", path=path)
    return _create_table(sql)


def _read_written(path: Path) -> str:
    net, vat = _AS_NUMBER.format("net_eur"), _AS_NUMBER.format("vat_eur")
    return _create_table(_READ_TYPED.format(net=net, vat=vat, path=path))


def _read_typed(path: Path) -> str:
    return _create_table(f"from read_parquet('{path}')")


def _read_sheet(path: Path) -> str:
    return (
        "import fastexcel;"
        f"fastexcel.read_excel({str(path)!r}).load_sheet(0).to_polars()"
    )


def _create_table(sql: str) -> str:
    return f"import duckdb; duckdb.execute({f'create table payments as {sql}'!r})"


def _compare(form: ArrivalForm, path: Path, home: Path) -> None:
    """Run bare, without and with the file in turns; print medians and ratios."""
    costs: dict[str, list[ProcessCost]] = {"bare": [], "without": [], "with": []}
    for _ in range(RUNS + 1):
        costs["bare"].append(run_process([sys.executable, "-c", form.bare(path)]))
        costs["without"].append(_refresh(home))
        costs["with"].append(_refresh(home, path))
    bare, without, whole = (take_median(runs[1:]) for runs in costs.values())
    print(f"{form.label}: {_count_payments(home)} payments counted", flush=True)
    for label, cost in {
        "bare reading": bare,
        "refresh without the file": without,
        "refresh with the file": whole,
    }.items():
        failed = f"   EXIT {cost.exit_code}" if cost.exit_code else ""
        print(
            f"  {label:<26} wall {cost.wall:6.2f} s   cpu {cost.cpu:6.2f} s"
            f"   peak {cost.peak_mb:5.0f} MB{failed}"
        )
    print(
        "  ratio to bare reading      "
        f"wall {whole.wall / bare.wall:6.2f}     cpu {whole.cpu / bare.cpu:6.2f}\n"
        "  ratio of what the file adds "
        f"wall {(whole.wall - without.wall) / bare.wall:5.2f}"
        f"     cpu {(whole.cpu - without.cpu) / bare.cpu:6.2f}"
    )


def _refresh(home: Path, path: Path | None = None) -> ProcessCost:
    shutil.rmtree(home, ignore_errors=True)
    (home / "inbox").mkdir(parents=True, exist_ok=True)
    if path:
        shutil.copy(path, home / "inbox")
    return run_process(_command(home, "refresh"))


def _count_payments(home: Path) -> str:
    query = "select count(*) as found from marts.fct_expenditure"
    command = _command(home, "sql", query, "--format", "csv")
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    return f"{int(answer.stdout.split()[-1]):,}"


def _command(home: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "pazanga", "--home", str(home), *arguments]


FORMS = (
    ArrivalForm(
        f"CSV, {ROWS:,} rows",
        "spending.csv",
        partial(write_csv, count=ROWS, comma=False),
        _read_plain,
    ),
    ArrivalForm(
        f'CSV, {ROWS:,} rows, amounts as "1 234,56"',
        "written.csv",
        partial(write_csv, count=ROWS, comma=True),
        _read_written,
    ),
    ArrivalForm(
        f"Parquet, {ROWS:,} rows",
        "spending.parquet",
        partial(write_parquet, count=ROWS),
        _read_typed,
    ),
    ArrivalForm(
        f"XLSX, {XLSX_ROWS:,} rows",
        "spending.xlsx",
        partial(write_xlsx, count=XLSX_ROWS),
        _read_sheet,
    ),
)
