"""Decisions that change a plan: two of one number are told from contradictions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from etl.workbooks import WorkbookReading

    Read = Callable[..., WorkbookReading]

NAMES = ["Plano kodas", "Sprendimo Nr.", "Sprendimo data", "Kas keičiama"]
NAMES += ["Numeris", "Keičiamas dydis", "Nauja reikšmė"]


def change(day: str = "2024-03-01", value: int = 100, item: str = "1") -> list[Any]:
    return ["kaunas", "T-45", day, "veikla", item, "suma be PVM", value]


@pytest.mark.parametrize(
    ("rows", "rules"),
    [
        pytest.param(
            [change(), change("2025-03-01", 200)],
            ["decisions_of_one_number"] * 2,
            id="two_years",
        ),
        pytest.param(
            [change(), change("2025-03-01")],
            ["decisions_of_one_number"] * 2,
            id="two_years_one_value",
        ),
        pytest.param(
            [change(), change(value=200)], ["conflicting_rows"] * 2, id="one_day"
        ),
        pytest.param(
            [change(), change("2025-03-01", 200), change("2025-03-01", 300)],
            ["decisions_of_one_number", *["conflicting_rows"] * 2],
            id="both",
        ),
        pytest.param([change(), change("2025-03-01", item="2")], [], id="other_items"),
        pytest.param([change(), change()], [], id="said_twice"),
    ],
)
def test_remedy_fits_what_is_wrong(
    rows: list[list[Any]], rules: list[str], read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows(NAMES, *rows)
    assert reading.rejects.sort("row_number")["rule"].to_list() == rules
    assert reading.rows_loaded == len({tuple(row) for row in rows}) - len(rules)


def test_decisions_of_two_years_are_told_to_say_them(read_xlsx_rows: Read) -> None:
    reading = read_xlsx_rows(NAMES, change(), change("2025-03-01", 200))
    assert "T-45/2025" in reading.rejects["reason_lt"][0]
