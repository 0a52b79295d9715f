"""Amounts cut in two by the comma that parts the columns of a CSV are said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from etl.workbooks import WorkbookReading

    ReadText = Callable[..., WorkbookReading]

NAMES = "Planas,Veikla,Data,Dok. Nr.,Lėšų šaltinis,Etapas,Suma be PVM,PVM"
START = "kaunas,1.2,2024-05-31,{},EGADP,panaudota,"


@pytest.mark.parametrize(
    ("amounts", "is_said"),
    [
        (("1100,50", "200,25"), True),
        (("1100,00", "200,00"), True),
        (("1100,50", ",", "200,05"), False),
        (("100,21", "200,42"), False),
        (("100,21", "1000,210"), False),
        (("100.00,21", "200.00,10"), False),
        (("1100,50", "200,"), False),
    ],
)
def test_two_digits_beside_every_amount_are_said(
    amounts: tuple[str, ...],
    is_said: bool,  # noqa: FBT001
    read_csv_text: ReadText,
) -> None:
    lines = [START.format(n) + text for n, text in enumerate(amounts) if text != ","]
    lines += ["kaunas,1.2,2024-05-31,Z,EGADP,panaudota,5,"] if "," in amounts else []
    reading = read_csv_text("\n".join([NAMES, *lines]))
    names = [note.name for note in reading.notes]
    assert ("amounts_split" in names) is is_said


def test_semicolons_part_no_amounts(read_csv_text: ReadText) -> None:
    text = "\n".join([NAMES, START.format(1) + "1100,50"]).replace(",", ";")
    assert "amounts_split" not in [note.name for note in read_csv_text(text).notes]
