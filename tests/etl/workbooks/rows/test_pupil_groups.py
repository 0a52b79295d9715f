"""Columns that part pupils into groups are said where values count for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from etl.workbooks import WorkbookReading

    Read = Callable[..., WorkbookReading]

EXAM = ["Planas", "Mokykla", "Egzaminas", "Matas", "Dalykas", "Mokslo metai", "Reikšmė"]
RESULT = ["kaunas", "G1", "VBE", "vidurkis", "Matematika", "2023-2024", "54,2"]


@pytest.mark.parametrize(
    ("title", "is_said"),
    [
        *[("Lytis", True), ("Klasė", True), ("Grupės Nr.", True), ("Sesija", True)],
        *[("Gender", True), ("Klasių komplektų skaičius", False), ("Pastaba", False)],
        *[("Klasifikatorius", False), ("Class size in the school", False)],
    ],
)
def test_a_column_of_groups_is_said(
    title: str,
    is_said: bool,  # noqa: FBT001
    read_xlsx_rows: Read,
) -> None:
    reading = read_xlsx_rows([*EXAM, title], [*RESULT, "mergaitės"])
    names = [note.name for note in reading.notes]
    assert (reading.rows_loaded, "pupils_grouped" in names) == (1, is_said)


def test_payments_have_no_groups(
    headings: list[str], payment: Callable[..., list[str]], read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows([*headings, "Klasė"], [*payment(), "7a"])
    assert "pupils_grouped" not in [note.name for note in reading.notes]
