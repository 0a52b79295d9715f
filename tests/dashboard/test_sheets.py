from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import polars as pl
import pytest

from dashboard.sheets import Sheet, SheetColumn, write_csv, write_xlsx
from warehouse.spreadsheets import FORMULA_STARTS

if TYPE_CHECKING:
    from warehouse.messages import Language


def sheet(**columns: list[Any]) -> Sheet:
    kinds = {"title": "text", "net": "money", "day": "date", "share": "share"}
    return Sheet(
        name="veiklos",
        frame=pl.DataFrame(columns),
        columns=[SheetColumn(name, f"{name} €", kinds[name]) for name in columns],
        about=["Planas: X", "=1+1"],
        about_name="Apie",
    )


def read_page(given: Sheet, page: int = 0) -> Any:  # noqa: ANN401
    workbook = openpyxl.load_workbook(io.BytesIO(write_xlsx(given)))
    return workbook.worksheets[page]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("lt", "title €;net €;day €\r\nŽąsis;1234,50;2024-05-31\r\nB;;\r\n"),
        ("en", "title €,net €,day €\r\nŽąsis,1234.50,2024-05-31\r\nB,,\r\n"),
    ],
)
def test_write_csv_suits_the_excel_of_the_language(
    language: Language, expected: str
) -> None:
    given = sheet(
        title=["Žąsis", "B"],
        net=[Decimal("1234.50"), None],
        day=[date(2024, 5, 31), None],
    )
    written = write_csv(given, language)
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.decode("utf-8-sig") == expected


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_write_csv_neutralises_formulas_in_text_only(start: str) -> None:
    given = sheet(title=[f"{start}cmd"], net=[Decimal("-5.00")])
    line = write_csv(given, "en").decode("utf-8-sig").split("\r\n", 1)[1]
    assert line.strip('"').startswith(f"'{start}cmd")
    assert line.rstrip().endswith(",-5.00")


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_write_xlsx_keeps_formula_like_text_as_text(start: str) -> None:
    cell = read_page(sheet(title=[f"{start}1+1"])).cell(2, 1)
    assert (cell.value, cell.data_type) == (f"{start}1+1", "s")
    assert read_page(sheet(title=["a"]), page=1).cell(2, 1).data_type == "s"


def test_write_xlsx_writes_numbers_dates_and_blanks() -> None:
    given = sheet(
        title=["a", "b"],
        net=[Decimal("6637231.24"), None],
        day=[date(2024, 5, 31), None],
        share=[Decimal("0.5"), None],
    )
    page = read_page(given)
    assert [cell.value for cell in page[1]] == ["title €", "net €", "day €", "share €"]
    assert page.cell(2, 2).value == pytest.approx(6637231.24)
    assert page.cell(2, 2).number_format == "#,##0.00"
    assert page.cell(2, 3).value.date() == date(2024, 5, 31)
    assert [cell.value for cell in page[3]] == ["b", None, None, None]
    assert page.freeze_panes == "B2"
