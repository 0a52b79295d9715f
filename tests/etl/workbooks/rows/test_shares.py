"""Columns by which only a part of a payment is to count are said."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from etl.workbooks import WorkbookReading

    Read = Callable[..., WorkbookReading]


@pytest.mark.parametrize(
    ("title", "part", "is_said"),
    [
        *[("Tenka projektui, %", "50", True), ("Tenka veiklai, Eur", "50,00", True)],
        *[("Priskirta veiklai, %", 0.5, True), ("Intensyvumas, %", "85 %", True)],
        *[("Tinkamos išlaidos, Eur", "80", True), ("Dalis, %", "0,5", True)],
        *[("Tenka projektui, %", "100", False), ("Dalis, %", 1, False)],
        *[("Tinkamos išlaidos, Eur", "100,00", False), ("Tenka, Eur", "121", False)],
        *[("Tenka projektui, %", "visa", False), ("Kursas", "0,5", False)],
        *[("Pastaba apie tai, kam tenka", "5", False), ("Dalis", None, False)],
    ],
)
def test_a_part_of_a_payment_is_said(
    title: str,
    part: object,
    is_said: bool,  # noqa: FBT001
    headings: list[str],
    payment: Callable[..., list[Any]],
    read_xlsx_rows: Read,
) -> None:
    reading = read_xlsx_rows([*headings, title], [*payment(), part])
    assert reading.facts["spending"]["net_eur"].to_list() == [Decimal(100)]
    names = [note.name for note in reading.notes]
    assert ("payments_shared" in names) is is_said


@pytest.mark.parametrize(
    ("title", "beside", "is_said"),
    [
        *[("Suma", 150, True), ("Apmokėta suma", 50, True), ("Suma", 100, False)],
        *[("Apmokėta suma, Eur", "0,00", True), ("Viso", "121,00", False)],
        *[("Mokėtina suma, Eur", "121,00", False), ("Nuolaida, Eur", 10, True)],
        *[("Nuolaida, Eur", 0, False), ("Kreditas", 50, True)],
        *[("Suma pagal sutartį", 5000, False), ("Suma žodžiais", "šimtas", False)],
        *[("Apmokėta", "taip", False), ("Apmokėjimo būdas", 5, False)],
    ],
)
def test_another_amount_beside_is_said(
    title: str,
    beside: object,
    is_said: bool,  # noqa: FBT001
    headings: list[str],
    payment: Callable[..., list[Any]],
    read_xlsx_rows: Read,
) -> None:
    reading = read_xlsx_rows([*headings, title], [*payment(), beside])
    assert reading.facts["spending"]["net_eur"].to_list() == [Decimal(100)]
    found = [note for note in reading.notes if note.name == "amounts_beside_differ"]
    assert bool(found) is is_said
    assert all(f"„{title}“" in note.text("lt") for note in found)


def test_another_amount_of_a_sheet_in_thousands(
    headings: list[str], payment: Callable[..., list[Any]], read_xlsx_rows: Read
) -> None:
    plain = [heading.replace(", Eur", "") for heading in headings]
    rows = [[*payment(), "100,00"], [*payment(document_number="B"), "90,00"]]
    reading = read_xlsx_rows(["tūkst. Eur"], [*plain, "Apmokėta suma"], *rows)
    [note] = [note for note in reading.notes if note.name == "amounts_beside_differ"]
    assert note.fields["rows"] == "4"
