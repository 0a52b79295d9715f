from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from etl.contracts.workbooks import Reject
from etl.sources.workbooks import WorkbookReading, read_workbook, write_rejects

Read = Callable[..., WorkbookReading]
Payment = Callable[..., list[Any]]


@pytest.fixture
def give_back(tmp_path: Path) -> Callable[[pl.DataFrame], Path]:
    def write(rejects: pl.DataFrame) -> Path:
        path = tmp_path / "rejects.xlsx"
        write_rejects(rejects, path)
        return path

    return write


def test_rejected_row_comes_back_with_its_reason(
    read_payment: Read, give_back: Callable[[pl.DataFrame], Path]
) -> None:
    rejects = read_payment(net_eur="1.234,56", date="0").rejects
    sheet = openpyxl.load_workbook(give_back(rejects))["Išlaidos"]
    [_, row] = sheet.iter_rows(values_only=True)
    assert row[:4] == ("kaunas", "1.2", "M1", "0")
    assert row[11].startswith("Data „0“: Nulis reiškia")
    assert row[12:] == ("book.xlsx", "Lapas", "2")


def test_corrected_row_loads(
    read_payment: Read, give_back: Callable[[pl.DataFrame], Path]
) -> None:
    wanted = read_payment().facts["spending"]
    path = give_back(read_payment(net_eur="1.234,56").rejects)
    book = openpyxl.load_workbook(path)
    book["Išlaidos"]["H2"] = "100,00"
    book.save(path)
    reading = read_workbook(path)
    facts = pl.exclude("_source_file", "_source_sheet", "_source_row")
    assert reading.facts["spending"].select(facts).equals(wanted.select(facts))
    assert reading.notes == ()


def test_uncorrected_rows_are_rejected_for_the_same_reasons(
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
    give_back: Callable[[pl.DataFrame], Path],
) -> None:
    first = read_xlsx_rows(
        headings,
        payment(document_number="A", net_eur="1.234,56", date="05.06.2024"),
        payment(document_number="B", phase=None),
        payment(document_number="C"),
        payment(document_number="C", net_eur=5),
    )
    again = read_workbook(give_back(first.rejects))
    why = ["column_name", "raw_value", "rule", "raw_cells"]
    assert again.rejects.select(why).equals(first.rejects.select(why))


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+A1", "-A1", "\t=1"])
def test_formulas_are_neutralised_and_come_back_as_they_were(
    text: str, read_payment: Read, give_back: Callable[[pl.DataFrame], Path]
) -> None:
    rejects = read_payment(document_number=text, supplier=text, phase="x").rejects
    path = give_back(rejects)
    for row in openpyxl.load_workbook(path).active.iter_rows():
        assert not any(str(cell.value or "")[0:1] in set("=+-@\t") for cell in row)
        assert all(cell.data_type != "f" for cell in row)
    book = openpyxl.load_workbook(path)
    book.active["K2"] = "executed"
    book.save(path)
    facts = read_workbook(path).facts["spending"]
    assert facts["supplier"].to_list() == [text.strip()]


def test_no_rejects_make_a_workbook_without_rows(
    give_back: Callable[[pl.DataFrame], Path],
) -> None:
    book = openpyxl.load_workbook(give_back(Reject.create_empty()))
    assert book.sheetnames == ["Pavyzdys"]
