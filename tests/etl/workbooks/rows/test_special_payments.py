"""Advances, fines, interest, deposits: money that is no price of what was bought."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from etl.workbooks import read_workbook
from pazanga.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from etl.workbooks import WorkbookReading

    Read = Callable[..., WorkbookReading]
    Book = Callable[..., Path]

WORDS = [
    *["Avansas", "avansinis mokėjimas", "AVANSINIAI MOKĖJIMAI", "Avansas 30 proc."],
    *["išankstinis mokėjimas", "Bauda", "baudos už vėlavimą", "delspinigiai"],
    *["Palūkanos", "netesybos", "užstatas", "permoka", "garantinis įnašas"],
    *["advance", "down payment", "penalty", "late payment interest", "deposit"],
    *["garantinis sulaikymas", "užlaikyta suma", "retention money"],
    *["overpayment", "Prepayment", "žalos atlyginimas", "fine", "avansas be PVM"],
]
USUAL = [
    *["Avanso apyskaita", "avansinė apyskaita Nr. 5", "be avanso", "ne bauda"],
    *["Kompiuteriai", "be delspinigių", "Baudžiavos muziejaus edukacija", "finest"],
]
COLUMNS = ["Pastabos", "Dokumento rūšis", "Paskirtis", "Mokėjimo tipas", "Aprašymas"]


def warnings(reading: WorkbookReading) -> list[str]:
    assert reading.rows_loaded == reading.rows_read
    return [n.text("lt") for n in reading.notes if n.severity == "warning"]


@pytest.mark.few(8)
@pytest.mark.parametrize("text", WORDS)
def test_special_payment_is_said_in_every_column(
    text: str,
    headings: list[str],
    payment: Callable[..., list[Any]],
    read_xlsx_rows: Read,
) -> None:
    for column in COLUMNS:
        reading = read_xlsx_rows([*headings, column], [*payment(), text])
        assert [text in said for said in warnings(reading)] == [True]


@pytest.mark.parametrize("place", ["title", "section", "sheet", "file", "below"])
@pytest.mark.parametrize("text", ["Avansai", "Delspinigiai", "Avansiniai mokėjimai"])
def test_special_payments_are_said_in_every_place(
    text: str,
    place: str,
    headings: list[str],
    payment: Callable[..., list[Any]],
    make_book: Book,
    tmp_path: Path,
) -> None:
    rows: list[list[Any]] = [headings, payment(), payment(document_number="SF-2")]
    at = {"title": 0, "section": 2, "below": len(rows)}.get(place)
    if at is not None:
        rows.insert(at, [text])
    stem = text if place == "file" else "duomenys"
    sheet = text if place == "sheet" else "Lapas"
    reading = read_workbook(make_book(tmp_path / f"{stem}.xlsx", {sheet: rows}))
    assert any(text[:6].lower() in said.lower() for said in warnings(reading))


@pytest.mark.parametrize("name", ["document_number", "contract_number", "supplier"])
def test_special_payment_is_said_in_our_columns(name: str, read_payment: Read) -> None:
    text = "UAB Pirmas (avansas)" if name == "supplier" else "Avansas S-1"
    assert [text in said for said in warnings(read_payment(**{name: text}))] == [True]


def test_heading_of_amounts_that_says_advance_is_refused(
    headings: list[str], payment: Callable[..., list[Any]], read_xlsx_rows: Read
) -> None:
    names = [f"{n} (avansas)" if n.startswith("Suma") else n for n in headings]
    with pytest.raises(WorkbookError, match="Net amount"):
        read_xlsx_rows(names, payment())


@pytest.mark.parametrize("text", USUAL)
def test_usual_text_is_no_special_payment(
    text: str,
    headings: list[str],
    payment: Callable[..., list[Any]],
    read_xlsx_rows: Read,
) -> None:
    reading = read_xlsx_rows([*headings, "Pastabos"], [*payment(), text])
    assert warnings(reading) == []


@pytest.mark.parametrize("name", ["UAB Avansas", "UAB „Permoka“", "MB Deposit"])
def test_name_of_a_company_is_no_special_payment(name: str, read_payment: Read) -> None:
    assert warnings(read_payment(supplier=name)) == []
