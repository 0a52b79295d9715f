"""How much there is in all, as a title or a note says, is held against the rows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from etl.workbooks.rows.said_sums import rows_said, total_said

if TYPE_CHECKING:
    from collections.abc import Callable

    from etl.workbooks import WorkbookReading

    Payment = Callable[..., list[Any]]
    Read = Callable[..., WorkbookReading]

NAMES = {"rows_are_fewer", "total_said_differs"}


def said(reading: WorkbookReading) -> list[str]:
    assert reading.rows_loaded == 2
    return [note.name for note in reading.notes if note.name in NAMES]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        *[("Iš viso išlaidų: 350,00 Eur", ["total_said_differs"])],
        *[("Iš viso: 300", []), ("Iš viso: 363,00 €", [])],
        *[("Viso 200 Eur", ["total_said_differs"])],
        *[("Bendra suma 300,01 Eur", ["total_said_differs"])],
        *[("Iš viso plane numatyta 350 000 Eur", [])],
        *[("Įrašų skaičius: 5", ["rows_are_fewer"]), ("Įrašų skaičius: 2", [])],
        *[("Rodoma 2 iš 1 250 įrašų", ["rows_are_fewer"])],
        *[("Iš viso 2 mokėjimai", []), ("Iš viso 3 mokėjimai", ["rows_are_fewer"])],
        *[("Iš viso mokyklų: 12", []), ("Mokėjimai 2024 m.", [])],
    ],
)
@pytest.mark.parametrize("is_below", [False, True])
def test_sum_said_around_a_table(
    text: str,
    names: list[str],
    is_below: bool,  # noqa: FBT001
    payment: Payment,
    headings: list[str],
    read_xlsx_rows: Read,
) -> None:
    rows = [headings, payment(), payment(document_number="B", net_eur=200, vat_eur=42)]
    table = [*rows, [text]] if is_below else [[text], *rows]
    assert said(read_xlsx_rows(*table)) == names


def test_total_of_a_sheet_in_thousands_may_be_in_euro(
    payment: Payment, headings: list[str], read_xlsx_rows: Read
) -> None:
    plain = [heading.replace(", Eur", "") for heading in headings]
    rows = [plain, payment(), payment(document_number="B", net_eur=200, vat_eur=42)]
    for total in ("300", "300 000", "363,00"):
        assert not said(read_xlsx_rows([f"Iš viso: {total}"], ["tūkst. Eur"], *rows))


@pytest.mark.parametrize(
    ("text", "rows", "total"),
    [
        ("Iš viso: 1 234,56 €", 0, "1234.56"),
        ("Iš viso: 2024 m.", 0, None),
        ("Iš viso 2 mokėjimai už 300,00 Eur", 0, "300.00"),
        ("Iš viso: 100,00 Eur ir 200,00 Eur", 0, None),
        ("Eilučių sk. 7", 7, None),
        ("3 eilutė", 0, None),
    ],
)
def test_what_a_text_says_in_all(text: str, rows: int, total: str | None) -> None:
    assert rows_said(text) == rows
    assert total_said(text) == (total and Decimal(total))
