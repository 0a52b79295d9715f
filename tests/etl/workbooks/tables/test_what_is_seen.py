"""What a sheet shows and what it holds: merged cells, formats, hidden headings."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from etl.workbooks import WorkbookReading, read_workbook
from etl.workbooks.cells.number_forms import parse_form

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Payment = Callable[..., list[Any]]
    Read = Callable[..., WorkbookReading]

NET, VAT, SUPPLIER = 7, 8, 5


@pytest.fixture
def read(tmp_path: Path, headings: list[str], payment: Payment) -> Read:
    """Read two payments, −100 and 200, after the sheet was changed by a function."""

    def read(change: Callable[..., None], form: str = "General") -> WorkbookReading:
        with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
            sheet = book.add_worksheet()
            style = book.add_format({"num_format": form})
            sheet.write_row(0, 0, headings)
            for row, (net, vat) in enumerate([(-100, -21), (200, 42)], start=1):
                sheet.write_row(row, 0, payment(document_number=f"SF-{row}"))
                sheet.write_number(row, NET, net, style)
                sheet.write_number(row, VAT, vat, style)
            change(sheet)
        return read_workbook(tmp_path / "a.xlsx")

    return read


def leave(_: object) -> None:
    """Change nothing."""


def list_notes(reading: WorkbookReading) -> dict[str, str]:
    return {note.name: note.text("lt") for note in reading.notes}


@pytest.mark.parametrize(
    ("first", "last", "columns"),
    [
        pytest.param(NET, VAT, ["net_eur", "vat_eur"], id="net_and_vat"),
        pytest.param(SUPPLIER, NET, ["net_eur"], id="supplier_to_net"),
        pytest.param(VAT, VAT + 1, ["vat_eur"], id="vat_and_source"),
    ],
)
def test_amount_merged_with_its_neighbour_is_put_aside(
    read: Read, first: int, last: int, columns: list[str]
) -> None:
    reading = read(lambda sheet: sheet.merge_range(1, first, 1, last, 500))
    assert reading.facts["spending"]["document_number"].to_list() == ["SF-2"]
    merged = reading.rejects.filter(rule="amount_merged")
    assert merged["column_name"].to_list() == columns


def test_texts_merged_beside_amounts_are_no_matter(read: Read) -> None:
    reading = read(lambda sheet: sheet.merge_range(1, SUPPLIER, 1, SUPPLIER + 1, "UAB"))
    assert reading.rows_loaded == 2


@pytest.mark.parametrize(
    ("form", "rows"),
    [
        (";;;", "2–3"),
        ('""', "2–3"),
        ('"-"', "2–3"),
        ("0.00;;", "2"),
        ("0.00;0.00", "2"),
        ("#,##0.00;#,##0.00", "2"),
        ("0.00\\ [$€-427];0.00\\ [$€-427]", "2"),
        ("[Red]0.00;[Blue]0.00", "2"),
        ("#,##0,", "2–3"),
        ('[<0]"*";0.00', "2"),
        ('[>=150]"daug";0.00', "3"),
        ('[<-5]0.00;[>5]0.00;"<5"', ""),
        ('0.00;-0.00;"n. d."', ""),
        ("0.00", ""),
        ("0.00;-0.00;", ""),
        ("0.00;[Red]0.00", ""),
        ("0.00_);(0.00)", ""),
        ("#,##0.00;[Red]-#,##0.00", ""),
        ('0.00;"–"0.00', ""),
    ],
)
def test_number_that_its_format_hides_is_read_and_said(
    read: Read, form: str, rows: str
) -> None:
    reading = read(leave, form)
    nets = reading.facts["spending"]["net_eur"].to_list()
    assert nets == [Decimal(-100), Decimal(200)]
    assert ("amounts_unseen" in list_notes(reading)) == bool(rows)
    assert rows in list_notes(reading).get("amounts_unseen", "")


@pytest.mark.parametrize(
    ("form", "number", "is_hidden"),
    [
        ('0.00;-0.00;"n. d."', "0", True),
        ('0.00;-0.00;"-"', "0", False),
        ("0.00;-0.00;", "0.0", False),
        ('[<5]"<5";0', "3", True),
        ('[<5]"<5";0', "5", False),
        ('[<5]"<5";[<10]"<10";0', "7.5", True),
        ('[<5]0"!";0', "3", False),
    ],
)
def test_words_in_place_of_a_number_hide_it(
    form: str,
    number: str,
    is_hidden: bool,  # noqa: FBT001
) -> None:
    assert parse_form(form).hides(number) is is_hidden


@pytest.mark.parametrize("form", ["yyyy-mm-dd", "@", "General", "", "0%", "# ?/?"])
def test_other_format_hides_nothing(form: str) -> None:
    assert not any(parse_form(form).hides(number) for number in ("100", "-100"))


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ('0.00" su PVM"', "su PVM"),
        ('0" vnt."', "vnt."),
        ('0" mėn."', "mėn."),
        ('0.00" Eur"', ""),
        ('0.00" Eur be PVM"', "Eur be PVM"),
        ('#,##0.00\\ "€"', ""),
        ("0.00", ""),
    ],
)
def test_words_of_a_format_are_said(read: Read, form: str, said: str) -> None:
    reading = read(leave, form)
    assert reading.rows_loaded == 2
    note = list_notes(reading).get("format_says", "")
    assert bool(note) == bool(said)
    assert said in note


def test_hidden_heading_is_said(read: Read) -> None:
    reading = read(lambda sheet: sheet.set_row(0, None, None, {"hidden": True}))
    assert "1 eilutė" in list_notes(reading)["heading_hidden"]
    assert reading.rows_loaded == 2


def test_columns_without_a_heading_are_said_with_their_rows(read: Read) -> None:
    reading = read(lambda sheet: sheet.write(2, 12, "500"))
    said = list_notes(reading)["column_without_heading"]
    assert "M (eilutės: 3)" in said


def test_state_beside_the_phase_is_a_state(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    rows = [
        [*payment(document_number="A"), "Apmokėta"],
        [*payment(document_number="B"), "Anuliuota"],
    ]
    reading = read_xlsx_rows([*headings, "Būsena"], *rows)
    assert reading.facts["spending"]["document_number"].to_list() == ["A"]
    assert reading.rejects["rule"].to_list() == ["payment_cancelled"]


def test_state_alone_is_the_phase(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows([*headings[:-1], "Būsena"], payment(phase="Apmokėta"))
    assert reading.facts["spending"]["phase"].to_list() == ["executed"]


@pytest.mark.parametrize(
    ("code", "is_said"),
    [('0.0"‰"', True), ('0.0" mok."', True), ('0.0" proc."', False), ("0.0", False)],
)
def test_format_that_calls_a_value_something_else_is_said(
    code: str,
    is_said: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    names = "Plano kodas|Rodiklio Nr.|Laikotarpis|Matavimo data|Reikšmės būsena"
    row = "kaunas|1|2024|2024-12-31|galutinė|ŠVIS"
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [*names.split("|"), "Šaltinis", "Reikšmė"])
        sheet.write_row(1, 0, row.split("|"))
        sheet.write_number(1, 6, 45.2, book.add_format({"num_format": code}))
    reading = read_workbook(tmp_path / "a.xlsx")
    found = {note.name for note in reading.notes}
    assert ("format_says_of_values" in found) is is_said
