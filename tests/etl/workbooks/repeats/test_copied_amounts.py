"""An amount that stands beside each school of a document is said, by both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from etl.workbooks import WorkbookReading

    Read = Callable[..., WorkbookReading]
    Payment = Callable[..., list[Any]]

# Activity, school, document and amount of each row; whether a warning follows.
ROWS: dict[str, tuple[list[tuple[str, str, str, str]], bool]] = {
    "schools": ([("1.2", f"M{n}", "A", "900") for n in (1, 2, 3)], True),
    "activities": ([(f"1.{n}", "M1", "A", "900") for n in (1, 2)], True),
    "refunds": ([("1.2", f"M{n}", "A", "-900") for n in (1, 2)], True),
    "other amounts": ([("1.2", f"M{n}", "A", f"90{n}") for n in (1, 2, 3)], False),
    "a rest of a cent": (
        [("1.2", f"M{n}", "A", f"33.3{3 + n // 3}") for n in (1, 2, 3)],
        False,
    ),
    "other documents": ([("1.2", f"M{n}", f"A{n}", "900") for n in (1, 2)], False),
    "lines of one school": (
        [("1.2", "M1", "A", "900"), ("1.2", "M1", "A", "9")],
        False,
    ),
}


@pytest.mark.parametrize("case", ROWS)
def test_amount_of_each_school_or_activity_is_said(
    case: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    rows, is_said = ROWS[case]
    names = ("activity_number", "school_code", "document_number", "net_eur")
    cells = [dict(zip(names, row, strict=True)) for row in rows]
    reading = read_xlsx_rows(headings, *(payment(**c, vat_eur=None) for c in cells))
    notes = [note for note in reading.notes if note.name == "amounts_copied"]
    assert reading.rows_loaded == len(rows)
    assert len(notes) == is_said


def test_both_sums_are_said(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    rows = [payment(school_code=f"M{n}", net_eur="900") for n in range(1, 11)]
    reading = read_xlsx_rows(headings, *(row for row in rows))
    [note] = [note for note in reading.notes if note.name == "amounts_copied"]
    assert "€9,000.00" in note.text("en")
    assert "€900.00" in note.text("en")
