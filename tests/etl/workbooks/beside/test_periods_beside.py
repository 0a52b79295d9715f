"""Periods beside payments of which one holds another are said: reports to date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from etl.workbooks.contract.notes import Note

if TYPE_CHECKING:
    from collections.abc import Callable

    from etl.workbooks import WorkbookReading

    Read = Callable[..., WorkbookReading]
    Payment = Callable[..., list[Any]]


@pytest.mark.parametrize(
    ("first", "then", "is_said"),
    [
        ("2025-01-01–2025-03-31", "2025-01-01–2025-06-30", True),
        ("2025 m. I ketv.", "2025 m. I–II ketv.", True),
        ("2025 m. sausio mėn.", "Paslaugos už 2025 m. sausio–birželio mėn.", True),
        ("2025 m. I ketv.", "2025 m. II ketv.", False),
        ("2025-01", "2025-02", False),
        ("2025 m. I ketv.", "2024 m. I–II ketv.", False),
        ("2025 m.", "2025 m. sausio mėn.", False),
        ("sausis", "sausis–kovas", False),
    ],
)
def test_period_that_holds_another_is_said(
    first: str,
    then: str,
    is_said: bool,  # noqa: FBT001
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
) -> None:
    cells = {"document_number": "SF-7", "net_eur": "1000.07", "vat_eur": None}
    later = cells | {"document_number": "SF-19", "net_eur": "2100.13"}
    rows = [[*payment(**cells), first], [*payment(**later), then]]
    reading = read_xlsx_rows([*headings, "Xyz"], *rows)
    names = [note.name for note in reading.notes]
    assert names.count("periods_nest") == is_said
    assert reading.rows_loaded == 2


def test_periods_of_two_schools_hold_nothing_of_each_other(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    rows = [
        [*payment(document_number="SF-7", school_code="G1"), "2025 m. I ketv."],
        [*payment(document_number="SF-9", school_code="G2"), "2025 m. I–II ketv."],
    ]
    reading = read_xlsx_rows([*headings, "Xyz"], *rows)
    assert "periods_nest" not in [note.name for note in reading.notes]


@pytest.mark.parametrize(
    ("title", "count"),
    [
        ("Sutarties laikotarpis", 0),
        ("Contract period", 0),
        ("Laikotarpis", 1),
    ],
)
def test_period_of_a_contract_is_not_that_of_a_payment(
    title: str, count: int, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    rows = [
        [*payment(document_number="SF-7"), "2025-01-01–2025-03-31"],
        [*payment(document_number="SF-9"), "2025-01-01–2025-12-31"],
    ]
    reading = read_xlsx_rows([*headings, title], *rows)
    assert [n.name for n in reading.notes].count("periods_nest") == count


def test_lithuanian_of_twenty_one_rows_speaks_of_many() -> None:
    fields = {"heading": "X", "said": "Y", "rows": "2", "amount": "1,00"}
    said = Note("periods_nest", "warning", "S", fields | {"count": 21}).text("lt")
    assert "mažesniosios" in said
