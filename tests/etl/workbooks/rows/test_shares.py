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
