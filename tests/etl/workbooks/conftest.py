"""Workbooks made on the spot: a few rows, one oddity each."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from etl.workbooks import WorkbookReading, read_workbook

HEADINGS = {
    "plan_code": "Plano kodas",
    "activity_number": "Veiklos Nr.",
    "school_code": "Mokyklos kodas",
    "date": "Data",
    "document_number": "Dokumento Nr.",
    "supplier": "Tiekėjas",
    "contract_number": "Sutarties Nr.",
    "net_eur": "Suma be PVM, Eur",
    "vat_eur": "PVM, Eur",
    "funding_source": "Finansavimo šaltinis",
    "phase": "Etapas",
}
PAYMENT = {
    "plan_code": "kaunas",
    "activity_number": "1.2",
    "school_code": "M1",
    "date": "2024-05-31",
    "document_number": "SF-1",
    "supplier": "UAB Pavyzdys",
    "contract_number": "S-1",
    "net_eur": "100.00",
    "vat_eur": "21.00",
    "funding_source": "EGADP",
    "phase": "executed",
}

Rows = Sequence[Sequence[Any]]
Read = Callable[..., WorkbookReading]


class Percent(float):
    """A number that a cell shows as percent."""


class Formula(str):
    """A formula that failed: what its cell shows."""

    __slots__ = ()


def write_cell(
    book: xlsxwriter.Workbook, sheet: Worksheet, place: tuple[int, int], value: object
) -> None:
    match value:
        case None:
            pass
        case Percent():
            form = book.add_format({"num_format": "0.0%"})
            sheet.write_number(*place, float(value), form)
        case Formula():
            sheet.write_formula(*place, "=1/0", None, value)
        case bool():
            sheet.write_boolean(*place, value)
        case datetime() | date():
            form = book.add_format({"num_format": "yyyy-mm-dd"})
            sheet.write_datetime(*place, value, form)
        case int() | float():
            sheet.write_number(*place, value)
        case _:
            sheet.write_string(*place, str(value))


def write_book(
    path: Path, sheets: dict[str, Rows], options: dict[str, Any] | None = None
) -> Path:
    with xlsxwriter.Workbook(path, options or {}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                for place, value in enumerate(row):
                    write_cell(book, sheet, (line, place), value)
    return path


@pytest.fixture
def payment() -> Callable[..., list[Any]]:
    """Give the cells of a payment, in the order of `headings`."""

    def make(**cells: object) -> list[Any]:
        return list((PAYMENT | cells).values())

    return make


@pytest.fixture
def headings() -> list[str]:
    return list(HEADINGS.values())


@pytest.fixture
def read_xlsx_rows(tmp_path: Path) -> Read:
    def read(*rows: Sequence[Any], **sheets: Rows) -> WorkbookReading:
        path = tmp_path / "book.xlsx"
        write_book(path, {"Lapas": rows} if rows else dict(sheets))
        return read_workbook(path)

    return read


@pytest.fixture
def read_csv_text(tmp_path: Path) -> Callable[..., WorkbookReading]:
    def read(text: str, encoding: str = "utf-8") -> WorkbookReading:
        path = tmp_path / "rows.csv"
        path.write_bytes(text.encode(encoding))
        return read_workbook(path)

    return read


@pytest.fixture
def csv_text() -> Callable[..., str]:
    def write(rows: Rows, separator: str = ";") -> str:
        out = io.StringIO()
        writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
        writer.writerows(["" if cell is None else cell for cell in r] for r in rows)
        return out.getvalue()

    return write


@pytest.fixture
def read_payment(
    headings: list[str],
    payment: Callable[..., list[Any]],
    read_xlsx_rows: Read,
) -> Read:
    """Read one payment with some cells changed."""

    def read(**cells: object) -> WorkbookReading:
        return read_xlsx_rows(headings, payment(**cells))

    return read


@pytest.fixture
def percent() -> type[Percent]:
    return Percent


@pytest.fixture
def failed_formula() -> type[Formula]:
    return Formula


@pytest.fixture
def make_book() -> Callable[..., Path]:
    return write_book
