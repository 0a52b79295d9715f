"""Any facts in any layout read back the same; shortcuts read what parsers read."""

import csv
import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.workbooks import read_workbook
from etl.workbooks.cells.dates import EPOCH_1900, parse_date
from etl.workbooks.cells.numbers import NumberFormat, parse_number
from etl.workbooks.contract.contract import Spending, fact_columns
from etl.workbooks.headings.headings import columns_of
from etl.workbooks.tables.columns import read_column
from pazanga.personal_codes import has_personal_code

SPACES = ["", " ", "\u00a0", "\u202f", "\u2009"]
NUMBER_SIGNS = st.text("0123456789  .,-−–+%€\u00a0\u202f'Ee", max_size=12).filter(
    lambda text: not text.startswith("'")  # taken away with what neutralises formulas
)
AMOUNTS = st.decimals(-(10**9), 10**9, places=2, allow_nan=False)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
TEXTS = st.text("ABCĄČž 0123456789/„“.", min_size=1, max_size=12).filter(
    # Marks alone repeat the cell above or say that there is nothing; what is shaped
    # like the code of a person is hidden.
    lambda text: (
        any(map(str.isalnum, text))
        and text == " ".join(text.split())
        and not has_personal_code(text)
    )
)
PHASES = {"approved": "patvirtinta", "revised": "Patikslinta", "executed": "executed"}


@settings(deadline=None)
@given(st.lists(NUMBER_SIGNS | AMOUNTS.map(str), min_size=1, max_size=8))
def test_columns_of_numbers_read_what_the_parser_reads(texts: list[str]) -> None:
    contract = Spending.columns()["net_eur"]
    read = read_column("net_eur", contract, pl.Series(texts), epoch=EPOCH_1900)
    for text, value, rule in zip(texts, read.values, read.rules, strict=True):
        possible = [
            parse_number(text, NumberFormat(decimals=2, is_money=True, separator=s))
            for s in ("", ".", ",")
        ]
        assert (value, rule or "") in possible


@settings(deadline=None)
@given(st.lists(st.text("0123456789-. :T/", max_size=20) | DAYS.map(str), min_size=1))
def test_columns_of_days_read_what_the_parser_reads(texts: list[str]) -> None:
    contract = Spending.columns()["date"]
    read = read_column("date", contract, pl.Series(texts), epoch=EPOCH_1900)
    for text, value, rule in zip(texts, read.values, read.rules, strict=True):
        assert (value, rule or "") == parse_date(text)


def with_gross(row: dict[str, Any]) -> dict[str, Any]:
    """Give the sum of net and VAT where the row is to say it."""
    vat = row["vat_eur"]
    says = row["gross_eur"] and vat is not None
    return row | {"gross_eur": row["net_eur"] + vat if says else None}


@st.composite
def payments(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw payments, each with its own document number."""
    return draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "plan_code": st.sampled_from(["kaunas", "anyksciai"]),
                    "activity_number": st.from_regex(
                        r"[1-9][0-9]?(\.[0-9]){0,2}", fullmatch=True
                    ),
                    "school_code": st.sampled_from(["", "M1", "T48"]),
                    "date": DAYS,
                    "document_number": TEXTS,
                    "document_date": st.none() | DAYS,
                    "supplier": st.none() | TEXTS,
                    "contract_number": st.none() | TEXTS,
                    "net_eur": AMOUNTS,
                    "vat_eur": st.none() | AMOUNTS,
                    "funding_source": TEXTS,
                    "phase": st.sampled_from(list(PHASES)),
                    "gross_eur": st.booleans(),
                }
            ).map(with_gross),
            max_size=6,
            unique_by=lambda row: row["document_number"],
        )
    )


def write_amount(value: Decimal, chance: random.Random) -> str | float:
    """Write an amount as a number cell, or as text in one of the ways people do."""
    if chance.random() < 0.3:
        return float(value)
    sign = chance.choice(["-", "\u2212"]) if value < 0 else ""
    whole, _, cents = f"{abs(value):.2f}".partition(".")
    space = chance.choice(SPACES)
    grouped = f"{int(whole):,}".replace(",", space)
    return f"{sign}{grouped}{chance.choice('.,')}{cents}"


def write_day(day: date, chance: random.Random) -> str | int | date:
    serial = (day - EPOCH_1900).days
    forms: list[str | int | date] = [day, str(day), f"{day:%Y.%m.%d}"]
    return chance.choice([*forms, serial] if serial > 36525 else forms)


def write_cell(name: str, value: object, chance: random.Random) -> object:
    match value:
        case None | "":
            return chance.choice([None, "–", " "])
        case Decimal():
            return write_amount(value, chance)
        case date():
            return write_day(value, chance)
    if name == "phase":
        return chance.choice([value, PHASES[str(value)]])
    return f"{chance.choice(SPACES)}{value}"


def lay_out(rows: list[dict[str, Any]], chance: random.Random) -> list[list[object]]:
    """Lay rows out in an order of columns, at a place and between blanks of chance."""
    columns = [c for c in columns_of("spending") if c.name in fact_columns("spending")]
    chance.shuffle(columns)
    left: list[object] = [None] * chance.randrange(3)
    grid: list[list[object]] = [[] for _ in range(chance.randrange(5))]
    grid.append([*left, *(chance.choice([c.lt, c.en, c.name]) for c in columns)])
    for row in rows:
        grid += [[] for _ in range(chance.choice([0, 0, 2]))]
        cells = [
            write_cell(column.name, row[column.name], chance) for column in columns
        ]
        grid.append([*left, *cells])
    return grid


def write_xlsx(path: Path, grid: list[list[object]]) -> None:
    with xlsxwriter.Workbook(path) as book:
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet()
        for line, cells in enumerate(grid):
            for place, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(line, place, cell, days)
                elif isinstance(cell, str):
                    sheet.write_string(line, place, cell)
                else:
                    sheet.write(line, place, cell)


def write_csv(path: Path, grid: list[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(grid)


@pytest.mark.few(1)
@pytest.mark.parametrize("write", [write_xlsx, write_csv])
@settings(max_examples=40, deadline=None)
@given(rows=payments(), seed=st.integers(0, 2**32))
def test_any_facts_in_any_layout_read_back(
    write: Callable[[Path, list[list[object]]], None],
    rows: list[dict[str, Any]],
    seed: int,
) -> None:
    grid = lay_out(rows, random.Random(seed))  # noqa: S311 - a layout
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"book.{write.__name__.removeprefix('write_')}"
        write(path, grid)
        reading = read_workbook(path)
    facts = reading.facts["spending"]
    assert reading.rejects.rows() == []
    assert facts.select(fact_columns("spending")).to_dicts() == rows
    assert Spending.is_valid(facts)
