"""A price of one thing is told from other units of money."""

from collections.abc import Callable
from typing import Any

import pytest

from etl.workbooks import WorkbookReading
from etl.workbooks.cells.units import is_price
from pazanga.errors import WorkbookError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eur/mok.", True),
        ("€ / val.", True),
        ("Eur už valandą", True),
        ("Eur/ct", False),
        ("Eur / ct.", False),
        ("EUR / USD", False),
        ("EUR/Eur", False),
        ("Eur už prekes", False),
        ("Eur už prekes ir paslaugas", False),
        ("Eur už 2025 m.", False),
        ("EUR for goods", False),
    ],
)
def test_price_of_one_is_told_from_other_units(text: str, *, expected: bool) -> None:
    assert is_price(text) is expected


def test_column_of_two_currencies_stops_the_table(
    headings: list[str],
    payment: Callable[..., list[Any]],
    read_xlsx_rows: Callable[..., WorkbookReading],
) -> None:
    with pytest.raises(WorkbookError) as caught:
        read_xlsx_rows([*headings, "Valiuta"], [*payment(), "EUR / USD"])
    assert "kita valiuta" in caught.value.text("lt")
