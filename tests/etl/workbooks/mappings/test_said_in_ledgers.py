"""A ledger read by a mapping is heard as our own layout is: units, states, titles."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from etl.workbooks import WorkbookReading, read_workbook
from pazanga.errors import WorkbookError

from .conftest import LINE, make_mapping

HEADING = [*LINE, "BŪSENA", "MATO VNT"]
STATE, UNIT = HEADING.index("BŪSENA"), HEADING.index("MATO VNT")
AMOUNT = HEADING.index("SUMA")


def line(number: int, state: str = "", unit: str = "", amount: str = "") -> list[str]:
    cells = [*LINE.values(), state, unit]
    cells[HEADING.index("SASK_NR")] = f"SF-{number}"
    cells[AMOUNT] = amount or cells[AMOUNT]
    return cells


def read(
    path: Path,
    *rows: Sequence[str],
    heading: Sequence[str] = HEADING,
    **changes: object,
) -> WorkbookReading:
    lines = [heading, *rows]
    path.write_text("\n".join(";".join(row) for row in lines), encoding="utf-8")
    return read_workbook(path, mappings=[make_mapping(**changes)])


@pytest.mark.parametrize(
    "state", ["Anuliuota", "Neapmokėta", "Grąžinta", "Cancelled", "Atmesta"]
)
def test_state_of_a_line_puts_it_aside(tmp_path: Path, state: str) -> None:
    reading = read(tmp_path / "a.csv", line(1, "Apmokėta"), line(2, state))
    assert reading.rows_loaded == 1
    assert reading.rejects["rule"].to_list() == ["payment_cancelled"]
    assert "payments_cancelled" in {note.name for note in reading.notes}


def test_state_that_the_mapping_leaves_out_is_left_out(tmp_path: Path) -> None:
    rule = {"name": "anuliuota", "column": "BŪSENA", "equals": ["Anuliuota"]}
    rows = [line(1), line(2, "Anuliuota"), line(3, "Grąžinta")]
    reading = read(tmp_path / "a.csv", *rows, leave_out=[rule])
    assert (reading.rows_loaded, reading.sheets[0].rows_left_out) == (1, 1)
    assert reading.rejects["raw_value"].to_list() == ["Grąžinta"]


def test_code_that_the_mapping_gives_a_meaning_is_no_state(tmp_path: Path) -> None:
    codes = {"phase": {"column": "BŪSENA", "values": {"Neapmokėta": "approved"}}}
    constants = {"phase": None}
    row = line(1, "Neapmokėta")
    reading = read(tmp_path / "a.csv", row, codes=codes, constants=constants)
    assert reading.facts["spending"]["phase"].to_list() == ["approved"]


@pytest.mark.parametrize("title", ["ATŠAUKTA", "Atšauktos sąskaitos", "Negalioja"])
def test_title_between_lines_puts_those_below_aside(tmp_path: Path, title: str) -> None:
    between = [title, *[""] * (len(HEADING) - 1)]
    reading = read(tmp_path / "a.csv", line(1), between, line(2), line(3))
    assert reading.facts["spending"]["document_number"].to_list() == ["SF-1"]
    assert set(reading.rejects["rule"]) >= {"payment_cancelled"}


@pytest.mark.parametrize("unit", ["tūkst. Eur", "ct", "USD", "kEUR", "euro centai"])
def test_unit_in_a_column_stops_a_ledger(tmp_path: Path, unit: str) -> None:
    with pytest.raises(WorkbookError, match=unit.split(maxsplit=1)[0]):
        read(tmp_path / "a.csv", line(1), line(2, unit=unit))


@pytest.mark.parametrize("unit", ["Eur", "EUR", "€", "vnt.", ""])
def test_other_unit_in_a_column_stops_nothing(tmp_path: Path, unit: str) -> None:
    assert read(tmp_path / "a.csv", line(1), line(2, unit=unit)).rows_loaded == 2


def test_unit_in_a_column_that_the_mapping_says_too_is_right(tmp_path: Path) -> None:
    rows = [line(1, unit="tūkst. Eur"), line(2, unit="tūkst. Eur")]
    reading = read(tmp_path / "a.csv", *rows, formats={"multiplier": 1000})
    assert reading.rows_loaded == 2


def test_title_between_lines_that_says_another_unit_stops_a_ledger(
    tmp_path: Path,
) -> None:
    between = ["Sumos tūkst. Eur", *[""] * (len(HEADING) - 1)]
    with pytest.raises(WorkbookError, match="tūkst"):
        read(tmp_path / "a.csv", line(1), between, line(2))


@pytest.mark.parametrize(
    ("amount", "multiplier", "is_read"),
    [("10050", None, False), ("100,50", None, True), ("10050", 1, True)],
)
def test_euro_and_cents_are_told_by_the_cents(
    tmp_path: Path, amount: str, multiplier: int | None, *, is_read: bool
) -> None:
    heading = ["SUMA, EUR CT" if text == "SUMA" else text for text in HEADING]
    columns = {"net_eur": "SUMA, EUR CT"}
    formats = {"multiplier": multiplier, "decimal": ",", "thousands": " "}
    changes = {"columns": columns, "headings": ["SASK_NR"], "formats": formats}
    row = line(1, amount=amount)
    if is_read:
        reading = read(tmp_path / "a.csv", row, heading=heading, **changes)
        assert reading.rows_loaded == 1
    else:
        with pytest.raises(WorkbookError, match="EUR CT"):
            read(tmp_path / "a.csv", row, heading=heading, **changes)
