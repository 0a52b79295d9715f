"""Rows and columns that the settings of a sheet hide, and cells crossed out."""

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from etl.workbooks import WorkbookReading, read_workbook
from etl.workbooks.mappings import parse_mapping

from .conftest import NAMES, row

LEDGER = ["PLANAS X", "VEIKLA X", "DIENA", "DOK", "NETO", "MOKESTIS", "KAS", "KAIP"]
COLUMNS = ("plan_code", "activity_number", "date", "document_number", "net_eur")
COLUMNS += ("vat_eur", "funding_source", "phase")
MAPPING = parse_mapping(
    "ledger",
    {
        "kind": "spending",
        "headings": ["DIENA", "NETO"],
        "columns": dict(zip(COLUMNS, LEDGER, strict=True)),
    },
)
DOORS = pytest.mark.parametrize("heading", [NAMES, LEDGER], ids=["own", "mapped"])


def write(path: Path, heading: list[str], settings: str = "", **form: Any) -> Path:  # noqa: ANN401
    plain = path.with_name("plain.xlsx")
    with xlsxwriter.Workbook(plain) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, heading)
        for line in (1, 2):
            sheet.write_row(line, 0, row(f"SF-{line}"))
        if form:
            sheet.write(2, 4, 100, book.add_format(form))
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if settings and name.endswith("sheet1.xml"):
                part = re.sub(rb"<sheetFormatPr[^>]*/>", settings.encode(), part)
            new.writestr(name, part)
    return path


def names_of(reading: WorkbookReading) -> set[str]:
    return {n.name for n in reading.notes if n.severity == "warning"}


@DOORS
@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>', "rows_may_be_hidden"),
        ('<sheetFormatPr defaultRowHeight="0" customHeight="1"/>', "amounts_hidden"),
        (
            '<sheetFormatPr defaultRowHeight="15" defaultColWidth="0"/>',
            "columns_hidden",
        ),
    ],
)
def test_settings_that_hide_are_said(
    tmp_path: Path, heading: list[str], settings: str, said: str
) -> None:
    reading = read_workbook(
        write(tmp_path / "f.xlsx", heading, settings), mappings=[MAPPING]
    )
    assert said in names_of(reading)
    assert reading.rows_loaded == 2


@DOORS
def test_plain_settings_hide_nothing(tmp_path: Path, heading: list[str]) -> None:
    usual = '<sheetFormatPr defaultRowHeight="15" zeroHeight="0" defaultColWidth="9"/>'
    reading = read_workbook(
        write(tmp_path / "f.xlsx", heading, usual), mappings=[MAPPING]
    )
    assert not [name for name in names_of(reading) if "hidden" in name]


@DOORS
@pytest.mark.parametrize("kind", [1, 2, 3])
def test_cell_crossed_out_by_a_diagonal_is_put_aside(
    tmp_path: Path, heading: list[str], kind: int
) -> None:
    form = {"diag_type": kind, "diag_border": 1}
    reading = read_workbook(
        write(tmp_path / "f.xlsx", heading, **form), mappings=[MAPPING]
    )
    assert reading.rejects["rule"].to_list() == ["struck_out"]
    assert reading.rows_loaded == 1
