"""How the cost of a refresh grows with the country: whole, nothing new, one payment.

`BENCH_SIZES=1,6,60` says which sizes are measured, without it the smaller two. Each
refresh is a whole process. Time is CPU and wall, memory the peak of the process.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.country.command import write_country
from bench.country.scale import SIZES, CountryScale, list_municipalities
from bench.processes import run_process

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.country.sums import PlanSums
    from bench.processes import ProcessCost

HEADING: Final = (
    "| municipalities | rows | refresh | wall s | CPU s | peak MB | CPU µs a row |\n"
    "| --- | --- | --- | --- | --- | --- | --- |"
)


def run() -> None:
    """Print a line for each size and kind of refresh, and the slopes between them."""
    asked = os.environ.get("BENCH_SIZES", ",".join(map(str, SIZES[:2])))
    print(f"\nLoad of the machine at the beginning: {os.getloadavg()[0]:.1f}.\n")
    print(HEADING)
    whole = [_measure(int(size)) for size in asked.split(",")]
    for (rows, cost), (more_rows, more_cost) in pairwise(whole):
        slope = (more_cost.cpu - cost.cpu) / (more_rows - rows) * 1e6
        print(f"\n{slope:.1f} µs of CPU a row from {rows:,} to {more_rows:,} rows")


def _measure(size: int) -> tuple[int, ProcessCost]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scale = CountryScale(municipalities=size)
        rows = _count_rows(write_country(folder / "out", scale))
        inbox = folder / "home" / "inbox"
        inbox.mkdir(parents=True)
        for path in (folder / "out" / "sheets").rglob("*.parquet"):
            shutil.move(path, inbox)
        whole = _refresh(folder, size, rows, "all of it, an empty home")
        _refresh(folder, size, rows, "nothing new")
        place = list_municipalities(scale)[-1].plan
        for number in range(2):
            _pay(inbox, place, number)
            _refresh(folder, size, rows, "one payment in a new file")
        _refresh(folder, size, rows, "`--full`, nothing new", "--full")
        ask = [sys.executable, "-m", "bench", "pages-of", str(folder / "home"), place]
        subprocess.run(ask, check=True)
        return rows, whole


def _refresh(
    folder: Path, size: int, rows: int, label: str, *arguments: str
) -> ProcessCost:
    home, data = folder / "home", folder / "out" / "data"
    where = ["--home", str(home), "--data", str(data)]
    command = [sys.executable, "-m", "pazanga", *where, "refresh", *arguments]
    cost = run_process(command)
    failed = f" EXIT {cost.exit_code}" if cost.exit_code else ""
    print(
        f"| {size} | {rows:,} | {label}{failed} | {cost.wall:.1f} | {cost.cpu:.1f}"
        f" | {cost.peak_mb:.0f} | {cost.cpu / rows * 1e6:.1f} |",
        flush=True,
    )
    return cost


def _count_rows(sums: Sequence[PlanSums]) -> int:
    """Count payments, exam results and measurements."""
    counts = (
        one.payments + one.rejected + one.exams + one.measurements for one in sums
    )
    return sum(counts)


def _pay(inbox: Path, plan: str, number: int) -> None:
    """Send a file with one payment."""
    row = {
        "plan_code": plan,
        "activity_number": "3",
        "school_code": "G1",
        "date": date(2026, 5, 4),
        "document_number": f"N-{number}",
        "supplier": "UAB „Nauja“",
        "net_eur": "100.01",
        "vat_eur": "21.00",
        "funding_source": "EGADP",
        "phase": "executed",
    }
    inbox.mkdir(exist_ok=True)
    path = inbox / f"payment-{number}.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(row), delimiter=";")
        writer.writeheader()
        writer.writerow(row)
