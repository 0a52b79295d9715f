"""Totals whose every key is filled: in a label, or in nothing but their amounts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from etl.workbooks.tables.total_rows import is_total_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from etl.workbooks import WorkbookReading

    Payment = Callable[..., list[Any]]
    Read = Callable[..., WorkbookReading]

LABELS = (
    *("Ketvirčio suma", "I ketv. iš viso", "Mėnesio suma", "Pusmečio suma"),
    *("Metų suma", "Veiklos suma", "Suma už kovą", "Viso už ketvirtį", "Q1 total"),
    *("Total for the quarter", "Viso pagal sutartis", "2 ketv. suma"),
)
NO_LABELS = (
    *("Totalizatorius", "UAB Suma ir partneriai", "Kovo sąskaita"),
    *("Sumokėta už kovą", "Ketvirčio nuoma", "UAB Bendra", "Summit"),
)
PARTS = [(100, 21), (250, 52.5), (300, 63)]


@pytest.fixture
def read(headings: list[str], payment: Payment, read_xlsx_rows: Read) -> Read:
    """Read three payments, and a row below them with some cells changed."""

    def read(note: str = "", **cells: object) -> WorkbookReading:
        rows = [
            [*payment(document_number=f"SF-{n}", net_eur=net, vat_eur=vat), None]
            for n, (net, vat) in enumerate(PARTS)
        ]
        last = {"document_number": "SF-9", "net_eur": 650, "vat_eur": 136.5} | cells
        rows.append([*payment(**last), note])
        return read_xlsx_rows([*headings, "Pastabos"], *rows)

    return read


def add_up(reading: WorkbookReading) -> Decimal:
    return Decimal(reading.facts["spending"]["net_eur"].sum())


def list_notes(reading: WorkbookReading) -> set[str]:
    return {note.name for note in reading.notes}


@pytest.mark.parametrize("text", [t for t in LABELS if t != "Viso pagal sutartis"])
def test_words_of_a_sum_and_of_what_are_a_label(text: str) -> None:
    assert is_total_label(text)


@pytest.mark.parametrize("text", NO_LABELS)
def test_other_words_are_no_label(text: str) -> None:
    assert not is_total_label(text)


@pytest.mark.parametrize("label", ["Total", "Iš viso", "Suma", *LABELS])
def test_no_plan_is_called_a_total(read: Read, label: str) -> None:
    reading = read(plan_code=label)
    assert add_up(reading) == 650
    assert "totals_skipped" in list_notes(reading)


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize(
    "column", ["document_number", "supplier", "funding_source", "contract_number", ""]
)
def test_total_with_all_its_keys_never_counts(
    read: Read, label: str, column: str
) -> None:
    reading = read(**{column: label}) if column else read(label)
    assert add_up(reading) == 650
    is_skipped = bool(reading.sheets[0].totals_skipped)
    assert is_skipped or "may_be_total" in set(reading.rejects["rule"])


@pytest.mark.parametrize("note", ["Ketvirčio suma", "Likutis", "Suma"])
def test_note_of_a_payment_that_adds_up_nothing_is_a_note(
    read: Read, note: str
) -> None:
    assert add_up(read(note, net_eur=70, vat_eur=14.7)) == 720


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({}, id="net_and_vat"),
        pytest.param({"vat_eur": None}, id="net_alone"),
    ],
)
def test_row_that_adds_up_those_above_it_is_said(
    read: Read, cells: dict[str, object]
) -> None:
    reading = read(**cells)
    assert add_up(reading) == 1300
    assert "row_like_total" in list_notes(reading)


@pytest.mark.parametrize(
    "cells", [{"vat_eur": 130}, {"net_eur": 651}, {"net_eur": 0, "vat_eur": 0}]
)
def test_row_that_adds_up_nothing_is_not_said(
    read: Read, cells: dict[str, object]
) -> None:
    assert "row_like_total" not in list_notes(read(**cells))


def test_total_of_all_after_totals_of_parts_is_said(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    nets = [10, 20, 40, 70, 5, 6, 8, 19, 89]
    rows = [
        payment(document_number=f"SF-{n}", net_eur=net, vat_eur=None)
        for n, net in enumerate(nets)
    ]
    reading = read_xlsx_rows(headings, *rows)
    said = [n.fields["row"] for n in reading.notes if n.name == "row_like_total"]
    assert said == [5, 9, 10]
