"""Payments that equal the sum of others count, and are said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from etl.workbooks import WorkbookReading

    Payment = Callable[..., list[Any]]
    Read = Callable[..., WorkbookReading]

Rows = list[tuple[str, str, str, str]]

# Activity, school, document, net amount of each row; what the warning names.
DOUBLED: dict[str, tuple[Rows, str]] = {
    "a line and its parts": (
        [("1.2", "M1", "A", "100"), ("1.2", "M1", "A", "85"), ("1.2", "M1", "A", "15")],
        "A (100,00 €)",
    ),
    "a refund and its parts": (
        [("1.2", "M1", "A", "-9"), ("1.2", "M1", "A", "-4"), ("1.2", "M1", "A", "-5")],
        "A (−9,00 €)",
    ),
    "an activity before its parts": (
        [("8.1", "", "X", "150"), ("8.1.1", "", "B", "99"), ("8.1.2", "", "C", "51")],
        "8.1 (150,00 €)",
    ),
    "a plan and its schools": (
        [("1.2", "", "X", "7.5"), ("1.2", "M1", "B", "5"), ("1.2", "M2", "C", "2.5")],
        "1.2 (7,50 €)",
    ),
    "other lines of a document": (
        [("1.2", "M1", "A", "100"), ("1.2", "M1", "A", "85"), ("1.2", "M1", "A", "16")],
        "",
    ),
    "two equal lines": ([("1.2", "M1", "A", "50"), ("1.2", "M1", "A", "50.00")], ""),
    "a refund of all": (
        [("1.2", "M1", "A", "9"), ("1.2", "M1", "A", "-4"), ("1.2", "M1", "A", "-5")],
        "",
    ),
    "an activity with more than its parts": (
        [("8.1", "", "X", "151"), ("8.1.1", "", "B", "99"), ("8.1.2", "", "C", "51")],
        "",
    ),
}


def list_said(reading: WorkbookReading) -> list[str]:
    notes = [n for n in reading.notes if n.name == "payments_doubled"]
    return [note.text("lt").replace("\xa0", " ") for note in notes]


def make_rows(payment: Payment, rows: Rows) -> list[list[Any]]:
    names = ("activity_number", "school_code", "document_number", "net_eur")
    cells = (dict(zip(names, row, strict=True)) for row in rows)
    return [payment(**row, vat_eur=None) for row in cells]


@pytest.mark.parametrize("case", DOUBLED)
def test_rows_that_equal_others_are_said(
    case: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    rows, said = DOUBLED[case]
    reading = read_xlsx_rows(headings, *make_rows(payment, rows))
    assert reading.rows_loaded + sum(s.rows_repeated for s in reading.sheets) == len(
        rows
    )
    found = list_said(reading)
    assert [said in text for text in found] == ([True] if said else [])


@pytest.mark.parametrize(
    ("schools", "amount", "is_said"),
    [(("", ""), "150", True), (("M1", "M2"), "150", False), (("", ""), "149", False)],
)
def test_a_sheet_that_equals_the_others_is_said(
    schools: tuple[str, str],
    amount: str,
    is_said: bool,  # noqa: FBT001
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
) -> None:
    here, there = schools
    lines: Rows = [("1.2", here, "A", "100"), ("1.1", here, "B", "50")]
    whole: Rows = [("1.3", there, "X", amount)]
    reading = read_xlsx_rows(
        Sausis=[headings, *make_rows(payment, lines)],
        Metai=[headings, *make_rows(payment, whole)],
    )
    assert reading.rows_loaded == 3
    assert len(list_said(reading)) == is_said
