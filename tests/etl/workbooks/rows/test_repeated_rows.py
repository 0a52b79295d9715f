"""Rows and sheets that repeat others, or add them up: what counts once, what twice."""

from decimal import Decimal
from typing import Any

import pytest

from etl.workbooks import WorkbookReading

from .conftest import Payment, Read, said


def test_rows_that_repeat_are_counted_once(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows(
        headings, payment(), payment(net_eur=100), payment(document_number="B")
    )
    [sheet] = reading.sheets
    assert (sheet.rows_read, sheet.rows_loaded, sheet.rows_repeated) == (3, 2, 1)
    assert reading.facts["spending"]["_source_row"].to_list() == [2, 4]


def total(reading: WorkbookReading) -> Decimal:
    return Decimal(str(reading.facts["spending"]["net_eur"].sum()))


@pytest.mark.parametrize(
    "other",
    [
        {"net_eur": 60},
        {"activity_number": "2"},
        {"school_code": "M2"},
        {"funding_source": "Valstybės biudžetas"},
        {"date": "2024-06-15"},
        {"vat_eur": 0},
    ],
    ids=lambda cells: next(iter(cells)),
)
def test_rows_of_a_document_that_differ_add_up(
    headings: list[str], payment: Payment, read_xlsx_rows: Read, other: dict[str, Any]
) -> None:
    reading = read_xlsx_rows(headings, payment(), payment(**other))
    assert reading.rejects.is_empty()
    assert total(reading) == 100 + Decimal(other.get("net_eur", 100))
    assert not {"payments_repeated", "payments_alike"} & said(reading).keys()


@pytest.mark.parametrize(
    ("notes", "counted", "name"),
    [
        pytest.param(("dalis 1", "dalis 2"), 200, "payments_alike", id="they_differ"),
        pytest.param(("dalis", "dalis"), 100, "payments_repeated", id="they_are_equal"),
    ],
)
def test_rows_that_differ_in_a_column_that_is_not_loaded_are_two(
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
    notes: tuple[str, str],
    counted: int,
    name: str,
) -> None:
    rows = [[*payment(), note] for note in notes]
    reading = read_xlsx_rows([*headings, "Pastabos"], *rows)
    assert total(reading) == counted
    assert said(reading)[name]["amount"] == {"lt": "100,00\xa0€", "en": "€100.00"}


def test_equal_rows_of_two_persons_are_two(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    persons = [f"Vardas 3800101000{n}" for n in (1, 2)]
    reading = read_xlsx_rows(headings, *(payment(supplier=who) for who in persons))
    assert total(reading) == 200


def test_equal_rows_of_two_sheets_are_two_and_said(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows(M1=[headings, payment()], M2=[headings, payment()])
    assert total(reading) == 200
    assert said(reading)["payments_on_sheets"]["documents"] == "SF-1"


def test_bad_row_that_is_repeated_is_put_aside_once(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows(headings, payment(net_eur="x"), payment(net_eur="x"))
    [sheet] = reading.sheets
    assert (sheet.rows_rejected, sheet.rows_repeated) == (1, 1)


def test_rows_that_lost_what_told_them_apart_are_all_put_aside(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    rows = [payment(document_number="1,23457E+17", net_eur="500")] * 3
    reading = read_xlsx_rows(headings, *rows)
    assert (reading.rows_rejected, reading.rows_loaded) == (3, 0)
    assert [sheet.rows_repeated for sheet in reading.sheets] == [0]


@pytest.mark.parametrize(
    ("net", "vat", "is_said"),
    [(600, 126, True), (600, 125, False), (599, 126, False)],
)
def test_a_payment_that_adds_up_those_above_it_is_said(
    net: int,
    vat: int,
    is_said: bool,  # noqa: FBT001
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
) -> None:
    rows = [
        payment(document_number=f"SF-{n}", net_eur=n * 100, vat_eur=n * 21)
        for n in (1, 2, 3)
    ]
    last = payment(document_number="SF-9", net_eur=net, vat_eur=vat)
    reading = read_xlsx_rows(headings, *rows, last)
    assert total(reading) == 600 + net
    assert ("row_like_total" in said(reading)) == is_said
    few = [*rows[:2], payment(net_eur=300, vat_eur=63)]
    assert "row_like_total" in said(read_xlsx_rows(headings, *few))
    going_on = read_xlsx_rows(headings, *few, payment(document_number="SF-4"))
    assert "row_like_total" not in said(going_on)


def test_a_sheet_that_only_repeats_others_is_refused(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    rows = [
        payment(document_number=f"SF-{n}", net_eur=n * 10, school_code=None)
        for n in (1, 2, 4)
    ]
    copied = read_xlsx_rows(Visi=[headings, *rows], Kopija=[headings, *rows])
    assert total(copied) == 70
    [note] = [note for note in copied.notes if note.severity == "error"]
    assert (note.name, note.sheet) == ("sheet_repeats_sheets", "Kopija")
    more = payment(document_number="SF-8", net_eur=80, school_code=None)
    other = read_xlsx_rows(Visi=[headings, *rows], Kiti=[headings, *rows, more])
    assert total(other) == 150
    named = [payment(document_number=f"SF-{n}", school_code="M1") for n in (1, 2, 3)]
    schools = read_xlsx_rows(A=[headings, *named], B=[headings, *named])
    assert total(schools) == 600


def test_a_sheet_repeats_a_payment_only_as_often_as_it_stands_on_others(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    rows = [
        [*payment(document_number=f"SF-{n}", net_eur=n * 10, school_code=None), "a"]
        for n in (1, 2, 4)
    ]
    again = [*payment(document_number="SF-4", net_eur=40, school_code=None), "b"]
    more = [*payment(document_number="SF-9", net_eur=90, school_code=None), "a"]
    noted = [*headings, "Pastaba"]
    twice = read_xlsx_rows(Visi=[noted, *rows, more], Kiti=[noted, *rows, again])
    assert total(twice) == 160 + 110
    assert [note for note in twice.notes if note.severity == "error"] == []
    copied = read_xlsx_rows(Visi=[noted, *rows, again], Kopija=[noted, *rows])
    assert total(copied) == 110
