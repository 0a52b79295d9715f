"""Documents without a number, marks of the row above, rows that are no payments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pazanga.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Callable

    from etl.workbooks import WorkbookReading

    Payment = Callable[..., list[Any]]
    Read = Callable[..., WorkbookReading]


def list_notes(reading: WorkbookReading) -> dict[str, str]:
    return {note.name: note.text("lt") for note in reading.notes}


@pytest.mark.parametrize(
    "mark", ['"', "„", '-"-', "-//-", "-||-", "ten pat", "Tas pats", "t. p.", "ditto"]
)
@pytest.mark.parametrize("column", ["supplier", "document_number", "funding_source"])
def test_mark_of_the_row_above_puts_a_row_aside(
    mark: str, column: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    rows = [payment(), payment(**{"document_number": "SF-2", column: mark})]
    reading = read_xlsx_rows(headings, *rows)
    assert reading.rows_loaded == 1
    assert reading.rejects.select("column_name", "rule").rows() == [(column, "ditto")]


@pytest.mark.parametrize("name", ["UAB Ten pat", "Same Deutz", "UAB „Tas pats“"])
def test_company_called_alike_is_a_company(
    name: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    assert read_xlsx_rows(headings, payment(supplier=name)).rows_loaded == 1


@pytest.mark.parametrize("text", ["b/n", "Be numerio", "be Nr.", "?", "x", "Įvairūs"])
def test_document_without_a_number_is_said(
    text: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    rows = [payment(), payment(document_number=text)]
    reading = read_xlsx_rows(headings, *rows)
    assert reading.rows_loaded == 2
    said = list_notes(reading)["documents_without_number"]
    assert f"„{text}“" in said
    assert "(eilutės: 3)" in said


@pytest.mark.parametrize("text", ["SF-1", "0", "1.", "A", "BN-12"])
def test_other_numbers_are_numbers(
    text: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows(headings, payment(document_number=text))
    assert "documents_without_number" not in list_notes(reading)


@pytest.mark.parametrize("text", ["Prognozė", "Rezervas", "Suvestinė", "Planas"])
def test_document_that_is_a_plan_or_a_summary_is_said(
    text: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows(headings, payment(), payment(document_number=text))
    assert "payments_doubtful" in list_notes(reading)


def test_sheet_that_is_a_summary_is_said(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    sheets = {
        "Kovas": [headings, payment(document_number="A")],
        "Suvestinė": [headings, payment(document_number="B")],
    }
    assert "„Suvestinė“" in list_notes(read_xlsx_rows(**sheets))["payments_doubtful"]


@pytest.mark.parametrize(
    "title", ["Sumos padaugintos iš 100", "Sumos × 100", "Sumos šimtais eurų"]
)
def test_title_that_says_hundreds_stops_a_table(
    title: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    plain = [text.replace(", Eur", "") for text in headings]
    with pytest.raises(WorkbookError, match=r"100|šimtais"):
        read_xlsx_rows([title], plain, payment())


def test_payment_whose_amount_says_total_is_not_lost_unsaid(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows(headings, payment(), payment(net_eur="iš viso 100"))
    assert reading.sheets[0].totals_skipped == 0
    assert reading.rejects["column_name"].to_list() == ["net_eur"]
