"""What stands around payments: totals, schools, other tables, number formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from etl.workbooks import read_workbook
from etl.workbooks.cells.number_forms import parse_form
from pazanga.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from etl.workbooks import WorkbookReading

    Payment = Callable[..., list[Any]]
    Read = Callable[..., WorkbookReading]


@pytest.mark.parametrize("text", ["Likutis", "Saldo", "Apyvarta", "Suma"])
def test_a_note_makes_no_total_of_a_payment(
    text: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    rows = [
        [*payment(document_number="A"), None],
        [*payment(document_number="B"), text],
    ]
    reading = read_xlsx_rows([*headings, "Pastabos"], *rows)
    assert reading.rows_loaded == 2


def test_a_total_under_another_heading_is_one_all_the_same(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    empty = dict.fromkeys(("document_number", "date", "activity_number"))
    rows = [
        [*payment(), None],
        [*payment(**empty), "Likutis"],
        [*payment(document_number="C"), "Iš viso"],
    ]
    reading = read_xlsx_rows([*headings, "Pastabos"], *rows)
    assert reading.rows_loaded == 1
    assert reading.sheets[0].totals_skipped == 2


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Sausis", "Ąžuolo gimnazijos išlaidos 2024 m."),
        ("Žiburio progimnazija", None),
        ("Sausis", "Ąžuolo gimn. išlaidos"),
    ],
)
def test_a_school_that_is_not_taken_is_said(
    name: str,
    title: str | None,
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
) -> None:
    rows = [[title]] if title else []
    rows += [headings, payment(school_code=None)]
    reading = read_xlsx_rows(**{name: rows})
    [note] = [n for n in reading.notes if n.name == "school_not_taken"]
    assert note.fields["count"] == 1
    assert (title or name) in note.text("lt")


@pytest.mark.parametrize(
    "title", ["Savivaldybės mokyklos", "Mokyklų išlaidos", "2024 m."]
)
def test_no_school_is_heard_where_none_is_named(
    title: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows([title], headings, payment(school_code=None))
    assert "school_not_taken" not in {note.name for note in reading.notes}


def test_a_school_of_the_row_needs_no_remark(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows(["Ąžuolo gimnazijos išlaidos"], headings, payment())
    assert "school_not_taken" not in {note.name for note in reading.notes}


def test_a_poor_table_below_a_good_one_is_named(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    poor = ["Veiklos Nr.", "Tiekėjas", "Sutarties Nr.", "Data"]
    rows = [["1.2", "UAB Antras", "S-2", "2024-06-01"]]
    reading = read_xlsx_rows(headings, payment(), [], [], poor, *rows)
    names = {note.name for note in reading.notes}
    assert reading.rows_loaded == 1
    assert "sheet_not_recognised" not in names
    assert names & {"sheet_lacks_columns", "heading_unknown"}


@pytest.mark.parametrize(
    "code", ['"-"0.00', '0",000"', '"1"0', "(0.00)", '0.00"-"', "-0.00", '0" 000"']
)
def test_a_format_that_writes_another_number_stops_the_table(
    code: str, headings: list[str], payment: Payment, tmp_path: Path
) -> None:
    cells: list[Any] = payment(net_eur=100.0)
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        form = book.add_format({"num_format": code})
        sheet.write_row(0, 0, headings)
        for place, value in enumerate(cells):
            sheet.write(1, place, value, form if place == 7 else None)
    with pytest.raises(WorkbookError) as error:
        read_workbook(tmp_path / "a.xlsx")
    assert code in error.value.text("lt")


@pytest.mark.parametrize(
    "code",
    [
        "#,##0.00",
        '#" "##0.00',
        "#,##0.00;[Red]-#,##0.00",
        "0.00;(0.00)",
        "+0.00;-0.00",
        '0.00" (be PVM)"',
        "[<0]-0.00;0.00",
        '_-* #,##0.00\\ _€_-;\\-* #,##0.00\\ _€_-;_-* "-"??\\ _€_-;_-@_-',
    ],
)
def test_usual_formats_write_the_number_itself(code: str) -> None:
    assert not parse_form(code).other
