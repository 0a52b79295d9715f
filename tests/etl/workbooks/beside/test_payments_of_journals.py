"""Postings of a journal, kinds of invoices, and numbers that are of no document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from etl.workbooks.beside.document_numbers import is_bank_account

if TYPE_CHECKING:
    from collections.abc import Callable

    from etl.workbooks import WorkbookReading

    Read = Callable[..., WorkbookReading]
    Payment = Callable[..., list[Any]]


def said(reading: WorkbookReading) -> dict[str, dict[str, Any]]:
    return {note.name: note.fields for note in reading.notes}


POSTINGS = [("8701", "100.00"), ("2441", "21.00"), ("4430", "121.00")]


def post(payment: Payment, account: str, net: str, number: int) -> list[str]:
    cells = payment(net_eur=net, vat_eur="0", document_number=f"SF-{number}")
    return [*cells, account]


@pytest.mark.parametrize(
    "heading",
    [
        "Dt",
        "Debeto sąsk.",
        "Debetas",
        "Debito sąskaita",
        "Account Dr",
        "Korespondencija",
        "Debit account",
    ],
)
@pytest.mark.parametrize("form", ["{}", "Dt {}", "{} Prekės", "D {} K 4430"])
def test_postings_of_several_classes_are_said(
    heading: str, form: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    rows = [
        post(payment, form.format(account), net, number)
        for number, (account, net) in enumerate(POSTINGS)
    ]
    found = said(read_xlsx_rows([*headings, heading], *rows))["payments_posted"]
    assert found["count"] == 3
    assert "8701 – 100,00\u00a0€" in found["accounts"]["lt"]
    assert "4430 – €121.00" in found["accounts"]["en"]


@pytest.mark.parametrize("accounts", [["8701", "8702"], ["8701", ""], ["x", "y"]])
def test_accounts_of_costs_alone_say_nothing(
    accounts: list[str], headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    rows = [
        post(payment, account, "100.00", number)
        for number, account in enumerate(accounts)
    ]
    reading = read_xlsx_rows([*headings, "Debeto sąsk."], *rows)
    assert "payments_posted" not in said(reading)


@pytest.mark.parametrize(
    "heading", ["InvoiceType", "Dokumento rūšis", "SF tipas", "Dok. tipas", "Požymis"]
)
def test_codes_of_the_register_of_invoices_are_heard(
    heading: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    rows = [
        [*payment(document_number=f"{code}-1"), code]
        for code in ("SF", "KS", "AN", "DS")
    ]
    reading = read_xlsx_rows([*headings, heading], *rows)
    assert reading.rejects["raw_value"].to_list() == [f"{heading}: AN"]
    assert reading.rows_loaded == 3
    assert {"payments_cancelled", "payments_income"} <= set(said(reading))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LT12 7300 0100 0246 5075", True),
        ("LT121000011101001000", True),
        ("DE89370400440532013000", True),
        ("DE88370400440532013000", False),
        ("SF-2025-0001", False),
        ("LT-1234", False),
    ],
)
def test_bank_account_is_known(text: str, *, expected: bool) -> None:
    assert is_bank_account(text) is expected


def test_bank_account_for_a_number_is_said(read_payment: Read) -> None:
    found = said(read_payment(document_number="LT121000011101001000"))
    assert found["documents_are_accounts"]["count"] == 1


@pytest.mark.parametrize(
    ("heading", "numbers", "is_said"),
    [
        ("Nr.", ["1", "2", "3"], True),
        ("Nr.", ["7", "8", "9"], False),
        ("Nr.", ["2", "1", "3"], False),
        ("Nr.", ["1"], False),
        ("Sąskaitos Nr.", ["1", "2", "3"], False),
        ("Dok. Nr.", ["1", "2", "3"], False),
    ],
)
def test_numbers_of_rows_are_said(
    heading: str,
    numbers: list[str],
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
    *,
    is_said: bool,
) -> None:
    rows = [payment(document_number=number) for number in numbers]
    named = [heading if name == "Dokumento Nr." else name for name in headings]
    assert named != headings or heading == "Dokumento Nr."
    found = said(read_xlsx_rows(named, *rows))
    assert ("documents_counted" in found) is is_said
