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


def test_heading_within_a_word_of_another_warning_is_said_all_the_same(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    row = [*payment(), "Faktinė suma nepatvirtinta", "57"]
    reading = read_xlsx_rows([*headings, "Pastabos", "kt"], row)
    names = [note.name for note in reading.notes if note.severity == "warning"]
    assert "figures_unread" in names
    assert len(names) > 1
