"""Made-up payments for a bundled plan, in the forms in which they arrive."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import xlsxwriter

from etl.workbooks.contract.contract import Spending, fact_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SEED = 20240531
PLAN = "kaunas"
DAYS = 500
BAD_ROWS = 20
"""So many payments name an activity that the plan has not: they are rejected."""

_PACKAGE = Path(__file__).resolve().parent.parent / "data" / "packages" / PLAN

Payment = list[str | float | date]


def make_rows(count: int) -> Iterator[Payment]:
    """Make payments, the same for the same count: no two of one business key."""
    chance = random.Random(SEED)  # noqa: S311 - made-up figures
    places = _list_places()
    every = max(count // BAD_ROWS, 1)
    for number in range(count):
        activity, school = chance.choice(places)
        net = chance.randint(100, 10_000_000)
        yield [
            PLAN,
            "999" if number % every == every - 1 else activity,
            school,
            date(2024, 1, 1) + timedelta(chance.randrange(DAYS)),
            f"SF-{number}",
            f"UAB „Tiekėjas {number % 500}“",
            f"S-{number % 900}",
            net / 100,
            net * 21 // 100 / 100,
            "EGADP",
            "executed",
        ]


def write_apart(write: Callable[[Path], None], path: Path) -> None:
    """Make a file in a process of its own: children are charged for our memory."""
    writer = get_context("spawn").Process(target=write, args=(path,))
    writer.start()
    writer.join()


def write_csv(path: Path, count: int, *, comma: bool) -> None:
    """Write payments as a program would, or as a person's spreadsheet does."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(";".join(fact_columns("spending")) + "\r\n")
        for row in make_rows(count):
            stream.write(";".join(_write(cell, comma=comma) for cell in row) + "\r\n")


def write_parquet(path: Path, count: int) -> None:
    """Write payments as an accounting program would: days and decimals typed."""
    names = fact_columns("spending")
    types = {name: Spending.columns()[name].dtype for name in names}
    types["phase"] = pl.String()
    columns = zip(names, zip(*make_rows(count), strict=True), strict=True)
    rows = pl.DataFrame({name: list(values) for name, values in columns})
    money = pl.col("net_eur", "vat_eur").round(2)
    rows.with_columns(money).cast(pl.Schema(types)).write_parquet(path)


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


def _list_places() -> list[tuple[str, str]]:
    """List activities with each school that implements them, or with none."""
    schools = defaultdict(list)
    for row in _read_table("activity_schools"):
        if row["role"] == "implementing":
            schools[row["activity_number"]].append(row["school_code"])
    activities = dict.fromkeys(r["activity_number"] for r in _read_table("activities"))
    return [(number, code) for number in activities for code in schools[number] or [""]]


def _read_table(name: str) -> list[dict[str, str]]:
    with (_PACKAGE / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _write(cell: str | float | date, *, comma: bool) -> str:
    if not comma or not isinstance(cell, str | float):
        return f"{cell:.2f}" if isinstance(cell, float) else str(cell)
    if isinstance(cell, float):
        cell = f"{cell:,.2f}".replace(",", "\u00a0").replace(".", ",")
    return f'"{cell}"' if " " in cell or "\u00a0" in cell else cell
