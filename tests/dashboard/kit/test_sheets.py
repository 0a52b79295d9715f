from __future__ import annotations

import io
import math
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import polars as pl
import pyarrow.parquet as pq
import pytest

from dashboard.kit.blocks.columns import say_place
from dashboard.kit.blocks.downloads import make_sheet
from dashboard.kit.sheets import (
    Download,
    SheetColumn,
    write_csv,
    write_parquet,
    write_xlsx,
)
from pazanga.files.spreadsheets import FORMULA_STARTS

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen
    from pazanga.texts import Language


def sheet(**columns: list[Any]) -> Download:
    kinds = {"title": "text", "net": "money", "day": "date", "share": "share"}
    return Download(
        name="veiklos",
        frame=pl.DataFrame(columns),
        columns=[SheetColumn(name, f"{name} €", kinds[name]) for name in columns],
        about=["Planas: X", "=1+1"],
        about_name="Apie",
    )


def read_page(given: Download, page: int = 0) -> Any:  # noqa: ANN401
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


def test_write_parquet_keeps_types_texts_and_what_the_rows_are() -> None:
    rows: dict[str, list[Any]] = {
        "title": ["=1+1", "Žąsis", None],
        "net": [Decimal("1234.50"), None, Decimal("-0.01")],
        "day": [date(2024, 5, 31), None, None],
    }
    table = pq.read_table(io.BytesIO(write_parquet(sheet(**rows))))
    assert table.to_pydict() == rows
    field = table.schema.field("net")
    assert (str(field.type), field.metadata) == (
        "decimal128(38, 2)",
        {b"label": "net €".encode()},
    )
    assert table.schema.metadata[b"about"].decode().split("\n") == ["Planas: X", "=1+1"]


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


@pytest.mark.parametrize("filters", ["", "Kultūra"])
def test_sheet_always_says_what_it_was_narrowed_to(
    filters: str, screen: Screen
) -> None:
    columns = [SheetColumn("title", "Veikla")]
    rows = pl.DataFrame({"title": ["A"]})
    sheet = make_sheet("spending", rows, columns, filters, screen)
    whole = screen.words("kit")("filters.none", plan=screen.plan_name)
    assert sheet.about[1] == (filters or whole)
    assert all(sheet.about)
    assert sheet.name.startswith("birstonas-")


PLAN_PLACE = {
    "lt": "plano dokumento 12\u00a0eilutė",
    "en": "line 12 of the plan document",
}
FILE_PLACE = {"lt": "a.xlsx, 12\u00a0eilutė", "en": "a.xlsx, row 12"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ({}, PLAN_PLACE),
        ({"source_kind": "plan_package", "source_name": "p.txt"}, PLAN_PLACE),
        ({"source_kind": "workbook", "source_name": "a.xlsx"}, FILE_PLACE),
        ({"source_kind": "open_data", "source_name": "a.xlsx"}, FILE_PLACE),
    ],
)
def test_place_names_the_source_and_its_row(
    screen: Screen, source: dict[str, str], expected: dict[str, str]
) -> None:
    said = say_place({"source_line": 12, **source}, screen)
    assert said == expected[screen.language]


MARKS = {"lt": ["sugalvota", "ne"], "en": ["made up", "no"]}


@pytest.mark.parametrize("page", ["spending", "targets", "exams", "quality"])
def test_sheet_with_made_up_rows_says_so_everywhere(screen: Screen, page: str) -> None:
    rows = pl.DataFrame({"title": ["a", "b"], "is_synthetic": [True, False]})
    shown = replace(screen, has_synthetic=True)
    given = make_sheet(page, rows, [SheetColumn("title", "T")], "", shown)
    word = MARKS[screen.language][0]
    assert given.name.endswith(f"-{word.replace(' ', '-')}")
    written = read_page(given)
    assert written.title.endswith(given.name[-9:])
    assert [cell.value for cell in written["B"]][1:] == MARKS[screen.language]
    assert word.upper()[:4] in read_page(given, 1).cell(1, 1).value
    assert word in write_csv(given, screen.language).decode("utf-8-sig")


@pytest.mark.parametrize(
    ("has_synthetic", "rows"),
    [
        (False, {"title": ["a"], "is_synthetic": [False]}),
        (True, {"title": ["a"], "is_synthetic": [False]}),
        (True, {"title": ["a"]}),
        (True, {"title": [], "is_synthetic": []}),
    ],
)
def test_sheet_without_made_up_rows_is_not_named_so(
    screen: Screen, *, has_synthetic: bool, rows: dict[str, list[Any]]
) -> None:
    shown = replace(screen, has_synthetic=has_synthetic)
    columns = [SheetColumn("title", "T")]
    given = make_sheet("exams", pl.DataFrame(rows), columns, "", shown)
    assert MARKS[screen.language][0].replace(" ", "-") not in given.name
    assert len(given.columns) == 1 + has_synthetic
    words = MARKS[screen.language][1]
    assert all(row[-1] == words for row in given.frame.rows()) or not has_synthetic


def test_xlsx_keeps_every_digit_and_says_where_a_text_ends() -> None:
    long = "ą" * 40_000
    given = sheet(net=[12345678901234567, 7], title=[long, "x"], share=[0.5, math.inf])
    first, second = list(read_page(given).iter_rows(min_row=2, values_only=True))
    assert first[0] == "12345678901234567"
    assert len(first[1]) == 32_767
    assert first[1].endswith("ą […] 40000")
    assert (first[2], second) == (0.5, (7, "x", "inf"))


def test_heading_of_a_csv_runs_no_formula() -> None:
    given = replace(
        sheet(title=["x"]), columns=[SheetColumn("title", "=cmd|'/c calc'!A0")]
    )
    assert write_csv(given, "lt").decode("utf-8-sig").startswith("'=cmd")
