"""A personal code stays in no column, name, note or row put aside."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from etl.workbooks import WorkbookReading, read_workbook

from .conftest import HEADINGS

Payment = Callable[..., list[Any]]
Read = Callable[..., WorkbookReading]
SPELT = [
    "38001010011",
    "a. k. 38001010011, Ona",
    "380 0101 0011",
    "3-800101-0011",
    "\uff13\uff18\uff10\uff10\uff11\uff10\uff11\uff10\uff10\uff11\uff11",
    "3800\u200b1010011",
]
EMPTIED = {"supplier", "contract_number", "school_code", "vat_eur"}


@pytest.mark.few(10)
@pytest.mark.parametrize("text", SPELT)
@pytest.mark.parametrize("column", list(HEADINGS))
def test_code_stays_in_no_column(column: str, text: str, read_payment: Read) -> None:
    reading = read_payment(**{column: text})
    facts = reading.facts["spending"]
    if column in EMPTIED:
        [row] = facts.to_dicts()
        assert not row[column]
        assert "personal_codes_dropped" in {note.name for note in reading.notes}
    else:
        assert facts.is_empty()
        [reject] = reading.rejects.to_dicts()
        assert (reject["column_name"], reject["rule"]) == (column, "masked")
    kept = str(facts.to_dicts()) + str(reading.rejects.to_dicts())
    assert text not in kept
    assert "0011" not in kept


@pytest.mark.parametrize("number", ["20250000123", "12345678901", "45612345678"])
def test_number_of_a_document_with_eleven_digits_loads(
    number: str, read_payment: Read
) -> None:
    facts = read_payment(document_number=number).facts["spending"]
    assert facts["document_number"].to_list() == [number]


def test_code_in_a_name_of_a_sheet_or_a_heading_is_masked(
    headings: list[str],
    payment: Payment,
    make_book: Callable[..., Path],
    tmp_path: Path,
) -> None:
    rows = [[*headings, "Pastabos 38001010011"], [*payment(), "x"]]
    other = [headings, payment(document_number="B")]
    path = make_book(
        tmp_path / "a.xlsx", {"Ona 38001010011": rows, "Ona 38001010022": other}
    )
    reading = read_workbook(path)
    assert reading.facts["spending"]["_source_sheet"].to_list() == [
        "Ona ••• (1)",
        "Ona ••• (2)",
    ]
    assert [sheet.rows_loaded for sheet in reading.sheets] == [1, 1]
    said = "".join(note.text("lt") + note.sheet for note in reading.notes)
    assert "Pastabos •••" in said
    assert "38001010" not in said


@pytest.mark.parametrize("text", ["38001010011,00", "(48503150321.00)"])
def test_code_with_cents_behind_is_no_amount(text: str, read_payment: Read) -> None:
    reading = read_payment(net_eur=text, vat_eur="")
    assert reading.rows_loaded == 0
    kept = str(reading.rejects.to_dicts())
    assert "•••" in kept
    assert not any(code in kept for code in ("380010", "485031"))


@pytest.mark.parametrize("text", ["100000000,01", "100 000 000,01", "380010100,12"])
def test_an_amount_with_cents_is_no_code(text: str, read_payment: Read) -> None:
    reading = read_payment(net_eur=text, vat_eur="")
    assert reading.rows_loaded == 1
