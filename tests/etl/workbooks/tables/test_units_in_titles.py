"""Units in longer titles and in names of files are held against those of the table."""

from pathlib import Path

import pytest
import xlsxwriter

from etl.workbooks import read_workbook
from pazanga.errors import WorkbookError

from .conftest import NAMES, Read, paid, row

IN_EURO = [*NAMES[:4], "Suma be PVM, Eur", "PVM, Eur", *NAMES[6:]]
IN_THOUSANDS = [*NAMES[:4], "Suma be PVM, tūkst. Eur", "PVM, tūkst. Eur", *NAMES[6:]]


@pytest.mark.parametrize(
    "title",
    [
        "Lentelė. Sumos pateiktos tūkstančiais eurų",
        "2025 m. išlaidos tūkstančiais eurų",
        "Švietimo plano lėšų panaudojimas 2025 m. tūkst. Eur",
    ],
)
def test_longer_title_with_a_unit_is_a_warning(
    title: str, read_xlsx_rows: Read
) -> None:
    for names, is_said in ((IN_EURO, True), (IN_THOUSANDS, False)):
        reading = read_xlsx_rows([title], names, row())
        assert ("unit_doubted" in [note.name for note in reading.notes]) == is_said


def test_title_with_a_sum_is_no_unit(read_xlsx_rows: Read) -> None:
    reading = read_xlsx_rows(["Plano vertė 21,5 mln. Eur"], IN_EURO, row())
    assert "unit_doubted" not in [note.name for note in reading.notes]


def write_file(path: Path, *formats: str) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, NAMES)
        for line, code in enumerate(formats, 1):
            form = book.add_format({"num_format": code}) if code else None
            sheet.write_row(line, 0, row(f"SF-{line}", 12.5, 2.63))
            sheet.write(line, 4, 12.5, form)
            sheet.write(line, 5, 2.63, form)
    return path


def test_name_of_a_file_agrees_with_what_formats_show(tmp_path: Path) -> None:
    code = '0.00" tūkst. Eur"'
    reading = read_workbook(
        write_file(tmp_path / "islaidos_tukst_eur.xlsx", code, code)
    )
    assert [int(net) for _, net, _ in paid(reading)] == [12500, 12500]
    assert not [note for note in reading.notes if note.severity != "note"]


@pytest.mark.parametrize("formats", [("", ""), ('0.00" tūkst. Eur"', "")])
def test_name_of_a_file_that_not_all_amounts_agree_with_stops(
    formats: tuple[str, ...], tmp_path: Path
) -> None:
    path = write_file(tmp_path / "islaidos_tukst_eur.xlsx", *formats)
    with pytest.raises(WorkbookError) as caught:
        read_workbook(path)
    assert caught.value.code == "workbooks.nothing_loaded"
