"""Columns of figures that are not loaded are said, whatever they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from etl.workbooks import WorkbookReading

    Read = Callable[..., WorkbookReading]
    Payment = Callable[..., list[Any]]


@pytest.mark.parametrize(
    ("heading", "cells", "sample"),
    [
        ("ct", ["57", "13"], "57"),
        ("Santykis", ["0,4", "0,6"], "0,4"),
        ("Abc", ["1 000,50", ""], "1 000,50"),
        ("Abc", ["12 %", "x"], "12 %"),
        ("Abc", ["1", "2"], ""),
        ("Abc", ["100", "1"], ""),
        ("Abc", ["100,00", "121,00"], ""),
        ("Abc", ["taip", "7"], "7"),
        ("Abc", ["taip", "ne"], ""),
        ("Abc", ["304111222", "304111223"], ""),
        ("Įrašo Nr.", ["17", "19"], ""),
        ("Sutarties suma", ["17", "19"], ""),
    ],
)
def test_figures_under_an_unknown_heading_are_said(
    heading: str,
    cells: list[str],
    sample: str,
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
) -> None:
    rows = [
        [*payment(document_number=f"SF-{number}"), cell]
        for number, cell in enumerate(cells)
    ]
    reading = read_xlsx_rows([*headings, heading], *rows)
    said = [note.text("lt") for note in reading.notes if note.name == "figures_unread"]
    assert len(said) == bool(sample)
    assert all(f"„{heading}: {sample}“" in one for one in said)


@pytest.mark.parametrize(("price", "is_said"), [("25,00", False), ("25,01", True)])
def test_quantity_and_price_of_the_amount_are_told_by_it(
    price: str,
    is_said: bool,  # noqa: FBT001
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
) -> None:
    rows = [[*payment(), 4, price], [*payment(document_number="SF-2"), "10", "10"]]
    reading = read_xlsx_rows([*headings, "Kiekis", "Kaina be PVM"], *rows)
    assert reading.facts["spending"]["net_eur"].sum() == 200
    assert ("figures_unread" in {note.name for note in reading.notes}) is is_said


@pytest.mark.parametrize(
    ("heading", "is_said"),
    [("Buvo", False), ("Pradinė suma", False), ("Pokytis", False), ("Abc", True)],
)
def test_figures_beside_a_change_are_those_held_against_the_plan(
    heading: str,
    is_said: bool,  # noqa: FBT001
    read_xlsx_rows: Read,
) -> None:
    names = ["Planas", "Sprendimo Nr.", "Sprendimo data", "Objektas", "Numeris"]
    names += ["Laukas", "Nauja reikšmė", heading]
    row = ["kaunas", "T-1", "2025-03-04", "veikla", "1", "suma be PVM", 170, 57]
    reading = read_xlsx_rows(names, row)
    assert ("figures_unread" in {note.name for note in reading.notes}) is is_said


def test_heading_within_a_word_of_another_warning_is_said_all_the_same(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    row = [*payment(), "Faktinė suma nepatvirtinta", "57"]
    reading = read_xlsx_rows([*headings, "Pastabos", "kt"], row)
    names = [note.name for note in reading.notes if note.severity == "warning"]
    assert "figures_unread" in names
    assert len(names) > 1
