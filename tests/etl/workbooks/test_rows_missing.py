"""Tables without one row of data: loaded as nothing, and said."""

from collections.abc import Callable
from typing import Any

import pytest

from etl.workbooks import WorkbookReading

Read = Callable[..., WorkbookReading]


@pytest.mark.parametrize(
    "below",
    [
        pytest.param([], id="nothing"),
        pytest.param([[None] * 11, [" "] * 11], id="blank"),
        pytest.param([["Iš viso:", *[None] * 6, "0.00", "0.00"]], id="total"),
    ],
)
def test_file_without_rows_is_warned_of(
    below: list[list[Any]], headings: list[str], read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows(headings, *below)
    found = [(n.severity, n.sheet) for n in reading.notes if n.name == "rows_missing"]
    assert found == [("warning", "Lapas")]


def test_table_without_rows_beside_a_full_one_is_noted(
    headings: list[str], payment: Callable[..., list[Any]], read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows(Pirmas=[headings, payment()], Antras=[headings])
    found = [(n.severity, n.sheet) for n in reading.notes if n.name == "rows_missing"]
    assert found == [("note", "Antras")]


def test_file_whose_rows_are_all_rejected_has_rows(
    headings: list[str], payment: Callable[..., list[Any]], read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows(headings, payment(net_eur="daug"))
    assert reading.rows_rejected == 1
    assert "rows_missing" not in {note.name for note in reading.notes}
