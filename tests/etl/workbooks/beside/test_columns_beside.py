"""Columns that are not loaded and say something else than their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from etl.workbooks import WorkbookReading

    Read = Callable[..., WorkbookReading]
    Payment = Callable[..., list[Any]]


def warned(reading: WorkbookReading) -> list[str]:
    assert reading.rows_loaded == 1
    return [n.name for n in reading.notes if n.severity == "warning"]


# The payment is of 2024-05-31, 100.00 without VAT.
@pytest.mark.parametrize(
    ("column", "cell", "names"),
    [
        ("Metai", "2023", ["rows_differ_from_label"]),
        ("Metai", "2024", []),
        ("Mėnuo", "Sausis", ["rows_differ_from_label"]),
        ("Mėnuo", "1", ["rows_differ_from_label"]),
        ("Mėnuo", "gegužė", []),
        ("Mėnuo", "5", []),
        ("Ketvirtis", "1", ["rows_differ_from_label"]),
        ("Ketvirtis", "I ketv.", ["rows_differ_from_label"]),
        ("Ketvirtis", "II", []),
        ("Month", "January", ["rows_differ_from_label"]),
        ("TŪM dalis, Eur", "40,00", ["payments_shared"]),
        ("TŪM dalis, Eur", "100,00", []),
        ("Koeficientas", "0,4", ["payments_shared"]),
        ("Koeficientas", "1", []),
        ("Taisoma SF Nr.", "SF-0", ["payments_doubtful"]),
        ("Pakeičia dokumentą", "SF-0", ["payments_doubtful"]),
        ("Taisoma SF Nr.", "–", []),
        ("Pastabos", "pakeičia SF-0", ["payments_doubtful"]),
        ("Pastabos", "vietoj SF-0", ["payments_doubtful"]),
        ("Pastabos", "užskaita", ["payments_doubtful"]),
        ("Pastabos", "ne mūsų mokykla", ["payments_doubtful"]),
        ("Pastabos", "50/50 su G2", ["payments_doubtful"]),
        ("Pastabos", "vietoj sugedusio kompiuterio", []),
    ],
)
def test_column_beside_is_heard(
    column: str,
    cell: str,
    names: list[str],
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
) -> None:
    assert warned(read_xlsx_rows([*headings, column], [*payment(), cell])) == names
