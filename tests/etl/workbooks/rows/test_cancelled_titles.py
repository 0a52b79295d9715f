"""Titles above rows, and names of sheets, that call payments unpaid or cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pazanga.errors import WorkbookError

from .conftest import list_names

if TYPE_CHECKING:
    from etl.workbooks import WorkbookReading

    from .conftest import Payment, Read


SURE_TITLES = (
    *("Atšaukti mokėjimai:", "Neapmokėtos sąskaitos:", "Neįtraukti į ataskaitą:"),
    *("Anuliuota", "Unpaid invoices", "Grąžinti mokėjimai"),
    *("ATSISAKYTA", "Nevykdoma", "Neįgyvendintos veiklos"),
)
DOUBTFUL_TITLES = (
    *("Planuojami mokėjimai", "Kitų programų išlaidos (ne plano)"),
    *("Veikla nevykdoma.", "Veikla atšaukta.", "NUTRAUKTA", "Atidėti mokėjimai"),
    *("PAVYZDYS", "Pavyzdinis pildymas", "Demo", "Copy of Sausis"),
    *("Mokėjimai ir grąžinimai", "Sąskaitos, kurios 2024 m. buvo neapmokėtos"),
)
QUIET_TITLES = ("Apmokėtos sąskaitos", "2024 metai", "Kitos išlaidos", "Neatšaukta")


def read_under(
    read: Read, headings: list[str], payment: Payment, title: str
) -> WorkbookReading:
    rows = [headings, payment(document_number="A"), [title]]
    rows += [payment(document_number="B", net_eur="50.25"), ["Kitos išlaidos"]]
    return read(*rows, payment(document_number="C"))


@pytest.mark.parametrize("title", SURE_TITLES)
def test_rows_under_a_title_that_says_so_are_put_aside(
    title: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_under(read_xlsx_rows, headings, payment, title)
    assert reading.facts["spending"]["document_number"].to_list() == ["A", "C"]
    assert reading.rejects["raw_value"].to_list() == [title]
    assert list_names(reading) == ["payments_cancelled"]


@pytest.mark.parametrize("title", DOUBTFUL_TITLES)
def test_rows_under_a_doubtful_title_are_said(
    title: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_under(read_xlsx_rows, headings, payment, title)
    assert reading.rows_loaded == 3
    [note] = [n for n in reading.notes if n.name.startswith("payments_")]
    assert (note.name, note.fields["rows"]) == ("payments_doubtful", "4")
    assert "50,25" in note.text("lt")


@pytest.mark.parametrize("title", QUIET_TITLES)
def test_rows_under_another_title_count(
    title: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_under(read_xlsx_rows, headings, payment, title)
    assert reading.rows_loaded == 3
    assert not list_names(reading)


def test_what_follows_the_total_of_a_section_is_said(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    total = [*[None] * 6, "Iš viso", "100.00", "21.00"]
    rows = [payment(document_number=name) for name in "ABC"]
    reading = read_xlsx_rows(
        headings, rows[0], ["Atšaukti mokėjimai"], rows[1], total, rows[2]
    )
    assert reading.facts["spending"]["document_number"].to_list() == ["A", "C"]
    assert list_names(reading) == ["payments_cancelled", "payments_doubtful"]


@pytest.mark.parametrize(
    ("title", "unit"), [("Mokėjimai USD", "currency"), ("tūkst. Eur", "unit")]
)
def test_another_unit_between_rows_stops_the_table(
    title: str, unit: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    words = {"currency": "another currency", "unit": "not clear"}
    with pytest.raises(WorkbookError, match=words[unit]):
        read_under(read_xlsx_rows, headings, payment, title)


@pytest.mark.parametrize("title", SURE_TITLES)
def test_a_title_above_the_table_is_heard_too(
    title: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows([title], [], headings, payment())
    assert reading.rejects["rule"].to_list() == ["payment_cancelled"]


SHEETS = {
    **dict.fromkeys(("Neapmokėtos", "Atšaukta", "Cancelled 2025"), 0),
    **dict.fromkeys(("Juodraštis", "Archyvas", "Nenaudoti", "Planas 2025", "Test"), 1),
    **dict.fromkeys(("2025", "Sausis", "Plano išlaidos", "Apmokėtos"), 2),
}


@pytest.mark.parametrize("name", SHEETS)
def test_the_name_of_a_sheet_is_heard(
    name: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    rows = [headings, payment(document_number="B")]
    reading = read_xlsx_rows(**{"Lapas A": [headings, payment()], name: rows})
    said = [["payments_cancelled"], ["payments_doubtful"], []]
    assert reading.rows_loaded == (2 if SHEETS[name] else 1)
    assert list_names(reading) == said[SHEETS[name]]
