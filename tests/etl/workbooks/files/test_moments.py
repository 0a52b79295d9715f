"""A moment before midnight stays on its day, in whatever file it comes."""

import csv
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from etl.workbooks import read_workbook
from etl.workbooks.mappings.formats import DATE_RULE, DateForm

HEADINGS = (
    "Plano kodas",
    "Veiklos Nr.",
    "Data",
    "Dokumento Nr.",
    "Dokumento data",
    "Suma be PVM, Eur",
    "PVM, Eur",
    "Finansavimo šaltinis",
    "Etapas",
)
LAST_DAY = date(2024, 12, 31)
SERIALS = [
    45657.99999421,
    45657.999999,
    45657.999999994,
    45657.99999999999,
    45657.999999999993,
]
"""Moments of 31 December 2024 as Excel keeps them; the last is the last there is."""


def make_row(day: object) -> list[object]:
    return ["kaunas", "1.2", day, "SF-1", day, "100.00", "21.00", "EGADP", "executed"]


def write_sheet(path: Path, serial: float, column: int, epoch_1904: bool) -> Path:  # noqa: FBT001
    with xlsxwriter.Workbook(path, {"date_1904": epoch_1904}) as book:
        sheet = book.add_worksheet()
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.write_row(0, column, HEADINGS)
        for place, value in enumerate(make_row(serial - 1462 * epoch_1904)):
            sheet.write(
                1, column + place, value, None if place not in {2, 4} else moment
            )
    return path


@pytest.mark.parametrize("serial", SERIALS)
@pytest.mark.parametrize("column", [0, 26], ids=["usual", "beyond_z"])
@pytest.mark.parametrize("epoch_1904", [False, True], ids=["1900", "1904"])
def test_moment_in_xlsx_stays_on_its_day(
    tmp_path: Path,
    serial: float,
    column: int,
    epoch_1904: bool,  # noqa: FBT001
) -> None:
    reading = read_workbook(
        write_sheet(tmp_path / "a.xlsx", serial, column, epoch_1904)
    )
    (row,) = reading.facts["spending"].to_dicts()
    assert (row["date"], row["document_date"]) == (LAST_DAY, LAST_DAY)


@pytest.mark.parametrize(
    "text",
    [
        "2024-12-31 23:59:59.999999",
        "2024-12-31T23:59:59.999999999",
        "2024.12.31 23:59",
        "45657.999999999993",
    ],
)
def test_moment_in_csv_stays_on_its_day(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows([HEADINGS, make_row(text)])
    (row,) = read_workbook(path).facts["spending"].to_dicts()
    assert (row["date"], row["document_date"]) == (LAST_DAY, LAST_DAY)


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_moment_in_parquet_stays_on_its_day(tmp_path: Path, unit: str) -> None:
    last = datetime(2024, 12, 31, 23, 59, 59, 999_999)  # noqa: DTZ001 - as programs write it
    moment = pa.array([last]).cast(pa.timestamp(unit), safe=False)
    cells = dict(zip(HEADINGS, make_row(None), strict=True))
    columns = {name: [cell] for name, cell in cells.items()}
    columns |= {"Data": moment, "Dokumento data": moment}
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    (row,) = read_workbook(tmp_path / "a.parquet").facts["spending"].to_dicts()
    assert (row["date"], row["document_date"]) == (LAST_DAY, LAST_DAY)


@pytest.mark.parametrize(
    ("text", "day", "rule"),
    [
        ("31.12.2024 23:59:59.999", "2024-12-31", ""),
        ("31.12.2024 24:00", "31.12.2024 24:00", DATE_RULE),
        ("31.12.2024 12:60", "31.12.2024 12:60", DATE_RULE),
    ],
)
def test_moment_of_a_mapping_stays_on_its_day(text: str, day: str, rule: str) -> None:
    form = DateForm.parse("DD.MM.YYYY")
    assert form is not None
    assert form.read(text) == (day, rule)
