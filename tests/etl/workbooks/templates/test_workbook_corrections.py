import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from etl.inbox.settled_rejects import mark_rows
from etl.workbooks import WorkbookReading, read_workbook, write_rejects
from etl.workbooks.contract.contract import Reject
from etl.workbooks.templates import corrections

Read = Callable[..., WorkbookReading]
Payment = Callable[..., list[Any]]


GiveBack = Callable[[pl.DataFrame], Path]


def correct(path: Path, **cells: str) -> WorkbookReading:
    """Write cells of the first sheet and read the file again."""
    book = openpyxl.load_workbook(path)
    for place, text in cells.items():
        book.worksheets[0][place] = text
    book.save(path)
    return read_workbook(path)


@pytest.fixture
def give_back(tmp_path: Path) -> Callable[[pl.DataFrame], Path]:
    def write(rejects: pl.DataFrame) -> Path:
        path = tmp_path / "netinkamos-eilutes.xlsx"
        write_rejects(rejects, path)
        return path

    return write


def test_rejected_row_comes_back_with_its_reason(
    read_payment: Read, give_back: GiveBack
) -> None:
    rejects = read_payment(net_eur="1.23,45", date="0").rejects
    sheet = openpyxl.load_workbook(give_back(rejects))["Išlaidos"]
    [_, row] = sheet.iter_rows(values_only=True)
    assert row[:4] == ("kaunas", "1.2", "M1", "0")
    assert row[13].startswith("Data „0“: Nulis reiškia")
    assert row[14:] == ("book.xlsx", "Lapas", "2")


def test_corrected_row_loads(read_payment: Read, give_back: GiveBack) -> None:
    wanted = read_payment().facts["spending"]
    path = give_back(read_payment(net_eur="1.23,45").rejects)
    book = openpyxl.load_workbook(path)
    book["Išlaidos"]["I2"] = "100,00"
    book.save(path)
    reading = read_workbook(path)
    facts = pl.exclude("_source_file", "_source_sheet", "_source_row")
    assert reading.facts["spending"].select(facts).equals(wanted.select(facts))
    assert reading.notes == ()


@pytest.mark.parametrize("name", ["rejects.xlsx", "atmestos eilutės.xlsx"])
def test_name_of_a_file_of_rejects_says_nothing_of_its_payments(
    read_payment: Read, tmp_path: Path, name: str
) -> None:
    rejects = mark_rows(read_payment(net_eur="1.23,45").rejects, "workbook:a")
    write_rejects(rejects, tmp_path / name)
    assert correct(tmp_path / name, I2="100,00").notes == ()


def test_uncorrected_rows_are_rejected_for_the_same_reasons(
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
    give_back: GiveBack,
) -> None:
    first = read_xlsx_rows(
        headings,
        payment(document_number="A", net_eur="1.23,45", date="05.06.2024"),
        payment(document_number="B", phase=None),
        payment(document_number="C"),
        payment(document_number="C", net_eur=5),
    )
    again = read_workbook(give_back(first.rejects))
    assert list(map(tell, again.rejects.rows(named=True))) == list(
        map(tell, first.rejects.rows(named=True))
    )


def tell(reject: dict[str, Any]) -> tuple[Any, ...]:
    """Give what was refused and why; a column the first file lacks comes back empty."""
    cells = {k: v for k, v in json.loads(reject["raw_cells"]).items() if v}
    return reject["column_name"], reject["raw_value"], reject["rule"], cells


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+A1", "-A1", "\t=1"])
def test_formulas_are_neutralised_and_come_back_as_they_were(
    text: str, read_payment: Read, give_back: GiveBack
) -> None:
    rejects = read_payment(document_number=text, supplier=text, phase="x").rejects
    path = give_back(rejects)
    for row in openpyxl.load_workbook(path).active.iter_rows():
        assert not any(str(cell.value or "")[0:1] in set("=+-@\t") for cell in row)
        assert all(cell.data_type != "f" for cell in row)
    book = openpyxl.load_workbook(path)
    book.active["M2"] = "executed"
    book.save(path)
    facts = read_workbook(path).facts["spending"]
    assert facts["supplier"].to_list() == [text.strip()]


def test_no_rejects_make_a_workbook_without_rows(
    give_back: GiveBack,
) -> None:
    book = openpyxl.load_workbook(give_back(Reject.create_empty()))
    assert book.sheetnames == ["Pavyzdys"]


@pytest.mark.parametrize(
    ("unit", "expected"), [("tūkst. Eur", "1500.00"), ("mln. Eur", "1500000.00")]
)
def test_amounts_keep_the_unit_of_their_heading(
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
    give_back: GiveBack,
    unit: str,
    expected: str,
) -> None:
    named = [heading.replace("Eur", unit) for heading in headings]
    row = payment(net_eur="1,5", vat_eur="0", phase="x")
    path = give_back(read_xlsx_rows(named, row).rejects)
    facts = correct(path, M2="executed").facts["spending"]
    assert facts["net_eur"].to_list() == [Decimal(expected)]


def test_sheets_of_different_units_stay_apart(
    headings: list[str], payment: Payment, read_xlsx_rows: Read, give_back: GiveBack
) -> None:
    thousands = [heading.replace("Eur", "tūkst. Eur") for heading in headings]
    rows = read_xlsx_rows(
        sausis=[headings, payment(document_number="A", phase="x")],
        vasaris=[thousands, payment(document_number="B", phase="x")],
    )
    book = openpyxl.load_workbook(give_back(rows.rejects))
    assert book.sheetnames == ["Išlaidos", "Išlaidos 2"]
    assert [sheet["E2"].value for sheet in book] == ["A", "B"]
    assert "tūkst." not in book["Išlaidos"]["I1"].value
    assert "tūkst." in book["Išlaidos 2"]["I1"].value


def test_made_up_rows_stay_made_up(
    headings: list[str], payment: Payment, read_xlsx_rows: Read, give_back: GiveBack
) -> None:
    named = [*headings, "Sintetiniai duomenys"]
    rows = read_xlsx_rows(named, [*payment(phase="x"), "taip"])
    facts = correct(give_back(rows.rejects), M2="executed").facts["spending"]
    assert facts["is_synthetic"].to_list() == [True]


def test_day_counted_from_1904_stays_the_same_day(
    headings: list[str],
    payment: Payment,
    make_book: Callable[..., Path],
    tmp_path: Path,
) -> None:
    cells = [headings, payment(date=43981, phase="x")]
    path = make_book(tmp_path / "mac.xlsx", {"Lapas": cells}, {"date_1904": True})
    back = tmp_path / "back.xlsx"
    write_rejects(read_workbook(path).rejects, back)
    assert correct(back, M2="executed").facts["spending"]["date"].to_list() == [
        date(2024, 5, 31)
    ]


def test_hidden_personal_code_is_never_loaded_as_a_value(
    read_payment: Read, give_back: GiveBack
) -> None:
    row = read_payment(document_number="48001011234", phase="x")
    reading = correct(give_back(row.rejects), M2="executed")
    assert reading.rejects["rule"].to_list() == ["masked"]
    assert reading.rejects["column_name"].to_list() == ["document_number"]


def test_mark_of_the_row_comes_back(read_payment: Read, give_back: GiveBack) -> None:
    rejects = read_payment(phase="x").rejects.with_columns(row_mark=pl.lit("r1"))
    facts = correct(give_back(rejects), M2="executed").facts["spending"]
    assert facts["corrects"].to_list() == ["r1"]


def test_more_rows_than_a_sheet_holds_go_on_on_another(
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
    give_back: GiveBack,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(corrections, "_MOST_ROWS", 2)
    rows = [payment(document_number=name, net_eur="x", phase="x") for name in "ABC"]
    path = give_back(read_xlsx_rows(headings, *rows).rejects)
    sheets = openpyxl.load_workbook(path).worksheets
    names = [
        [row[4] for row in sheet.iter_rows(min_row=2, values_only=True)]
        for sheet in sheets
    ]
    assert names == [["A", "B"], ["C"]]
    assert read_workbook(path).rows_rejected == len("ABC")


GROSS = ["Planas", "Veiklos Nr.", "Data", "Dokumento Nr.", "Suma su PVM", "Tarifas"]
GROSS += ["Finansavimo šaltinis", "Etapas"]


@pytest.mark.parametrize(
    ("spoilt", "place", "text", "amounts"),
    [
        ({"gross": "abc"}, "K2", "242", ("200.00", "42.00", "242.00")),
        ({"rate": "?"}, "J2", "21 %", ("100.00", "21.00", "121.00")),
        ({"rate": "?"}, "J2", "9 %", ("111.01", "9.99", "121.00")),
        ({"day": "vakar"}, "D2", "2024-06-01", ("100.00", "21.00", "121.00")),
    ],
)
def test_row_of_gross_amounts_comes_back_with_its_rate(
    spoilt: dict[str, str],
    place: str,
    text: str,
    amounts: tuple[str | None, ...],
    read_xlsx_rows: Read,
    give_back: GiveBack,
) -> None:
    cells = {"day": "2024-05-31", "gross": "121", "rate": "21"} | spoilt
    row = ["kaunas", "1.2", cells["day"], "SF-1", cells["gross"], cells["rate"]]
    names = [text.replace("Tarifas", "PVM tarifas, %") for text in GROSS]
    rejects = read_xlsx_rows(names, [*row, "EGADP", "executed"]).rejects
    back = give_back(mark_rows(rejects, "key"))
    reading = correct(back, **{place: text})
    [found] = reading.facts["spending"].select("net_eur", "vat_eur", "gross_eur").rows()
    assert tuple(None if one is None else str(one) for one in found) == amounts
    # What our own column says of the row is no word of a person.
    assert not [n.name for n in reading.notes if n.severity == "warning"]
