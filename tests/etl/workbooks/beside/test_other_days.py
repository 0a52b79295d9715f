"""Days of payments in columns that are not loaded are told where they decide a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from etl.workbooks import WorkbookReading

    Read = Callable[..., WorkbookReading]
    Payment = Callable[..., list[Any]]


@pytest.mark.parametrize(
    ("title", "day", "severities"),
    [
        ("DK data", "2023-01-02", ["warning"]),
        ("Apskaitos data", "2023-12-31", ["warning"]),
        ("Value date", "31.01.2023", ["warning"]),
        ("Value date", "02.01.2023", []),
        ("Mokėjimo pavedimas", "2023-01-02", ["warning"]),
        ("Mokymų data", "2023-01-02", ["note"]),
        ("Mokyklos direktoriaus įsakymo data", "2024-06-01", []),
        ("Registravimo data", "2024-06-01", ["note"]),
        ("DK data", "2024-05-01", []),
        ("Gauta", "2023-12-31", ["note"]),
        ("Gauta", "2024-06-01", []),
        ("Sutarties data", "2023-12-31", []),
        ("Mokėta kartų", "45443", []),
        ("DK versija", "1.2.3", []),
    ],
)
def test_other_day_is_said(
    title: str,
    day: str,
    severities: list[str],
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
) -> None:
    paid = [*payment(date="2024-05-31"), day]
    reading = read_xlsx_rows([*headings, title], paid)
    told = [n.severity for n in reading.notes if n.name == "days_differ"]
    assert told == severities
    assert reading.rows_loaded == 1
