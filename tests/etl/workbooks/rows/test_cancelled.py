"""Payments that another column calls unpaid, cancelled or returned are put aside."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.workbooks import read_workbook, write_rejects
from etl.workbooks.rows.payment_words import (
    doubts,
    judge_sheet,
    judge_title,
    pattern,
    says_income,
    speaks,
)

from .conftest import list_names

if TYPE_CHECKING:
    from pathlib import Path

    from etl.workbooks import WorkbookReading

    from .conftest import Payment, Read


STATES = (
    *("Anuliuota", "anuliuotas", "ANULIUOTI", "Anuliuota 2024-06-01", "Panaikinta"),
    *("Neapmokėta", "neapmoketa", "Nesumokėta", "Stornuota", "Storno", "Atšaukta"),
    *("ATSAUKTA", "Mokėjimas atšauktas", "Grąžinta", "Grąžinti pinigai", "Atmesta"),
    *("Atmestas", "Cancelled", "canceled", "Void", "Unpaid", "Not paid", "Reversed"),
    *("Rejected", "Refunded", "Returned", "Apmokėta: ne", "Anuliuota: taip"),
    *("Laukia apmokėjimo", "bus apmokėta birželį", "Bankas grąžino", "Sulaikyta"),
    *("Neįtraukti", "Neįtraukti į ataskaitą", "Išbraukta", "To be paid"),
    *("ATSISAKYTA", "Atsisakyta paslaugos", "Nevykdoma", "Neįgyvendinta", "Neįvyko"),
)
PAID = (
    *("Apmokėta", "Sumokėta", "Neatšaukta", "Nebuvo anuliuota", "Ne stornuota"),
    *("Apmokėta: taip", "Anuliuota: ne", "Paid: yes"),
    *("Not cancelled", "Paid", "Gražinos g. 5", "Įvykdyta", "Perduota"),
    *("PVM neįtrauktas", "Neklaidinga", "Kreditinė unija"),
    *("Testavimo paslaugos", "Patvirtinta", "Sąskaita faktūra", "Planas įvykdytas"),
)
SIGNS_UNDER = [
    *[("Anuliuota", "taip"), ("Grąžinta", "x"), ("Apmokėta", "ne"), ("Paid", "no")],
    *[("Ar apmokėta", "Ne"), ("Storno", "1"), ("is_cancelled", "true")],
    *[("Anuliavimo data", "2024-06-01"), ("Grąžinimo data", "2024-06-01")],
    *[("Anuliuota", "2024-06-01"), ("Galioja", "Ne"), ("Ar galioja", "ne")],
    *[("Aktyvus", "N"), ("Ištrinta", "taip"), ("Deleted", "1")],
]
DOUBTFUL = (
    *("Nepatvirtinta", "Klaidinga", "Dublikatas", "Proforma", "Pro forma"),
    *("Išankstinė sąskaita", "Test", "Draft", "Ne plano lėšos"),
    *("Sutartis nutraukta", "Atidėta", "Perkelta į kitus metus", "Sustabdyta"),
    *("turi būti 150", "Ištaisyta į 150", "ne 100, o 150", "Klaida – 150 Eur", "?"),
    *("ar tikrai?", "Tikslinama", "apytikslė suma", "nesumuoti", "×2", "kartojasi"),
    *("tik 50 proc. plano", "tik 30 % projekto", "tik pusė sumos", "permoka", "???"),
    *("suma su PVM", "sumokėta doleriais", "iš kitų lėšų", "užstatas"),
    "Garantinis sulaikymas",
)
DOUBTFUL_UNDER = [
    *[("Grąžinta, Eur", "50,25"), ("Neapmokėta suma", "10"), ("Patvirtinta", "Ne")],
    *[("Netinkamos išlaidos, Eur", "20,00"), ("Dublikatas", "taip"), ("Kopija", "x")],
    *[("Mokėjimo būsena", "Laukia"), ("Pastaba A", "apmokėta iš dalies")],
    *[("Pastaba A", "Perkelta į 2025 m."), ("Pastaba A", "netinkamos išlaidos")],
]
QUIET_UNDER = [
    *[("Grąžinta, Eur", "0,00"), ("Patvirtinta", "Taip"), ("Dublikatas", "ne")],
    *[("Planuojama suma", "100"), ("Galioja iki", "2025-01-01"), ("Ženklas", "+")],
    *[("Pastaba A", "Kopijavimo paslaugos"), ("Pastaba A", "-")],
]


def read_state(
    read: Read,
    headings: list[str],
    payment: Payment,
    text: str,
    title: str = "Pastaba A",
) -> WorkbookReading:
    rows = [
        [*payment(document_number="A"), "Apmokėta"],
        [*payment(document_number="B", net_eur="50.25"), text],
    ]
    return read([*headings, title], *rows)


@pytest.mark.parametrize("text", STATES)
def test_a_cancelled_payment_is_put_aside(
    text: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_state(read_xlsx_rows, headings, payment, text)
    assert reading.facts["spending"]["document_number"].to_list() == ["A"]
    assert reading.rejects["rule"].to_list() == ["payment_cancelled"]
    assert reading.rejects["raw_value"].to_list() == [text]
    [note] = [n for n in reading.notes if n.name == "payments_cancelled"]
    assert note.severity == "warning"
    assert note.fields["rows"] == "3"
    assert note.fields["said"] == text
    assert "50,25" in note.text("lt")
    assert "€50.25" in note.text("en")


@pytest.mark.parametrize("text", PAID)
def test_a_paid_one_counts(
    text: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_state(read_xlsx_rows, headings, payment, text)
    assert reading.rows_loaded == 2
    assert not list_names(reading)


@pytest.mark.parametrize(
    ("title", "text"),
    SIGNS_UNDER,
)
def test_a_sign_under_a_heading_says_it_too(
    title: str, text: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_state(read_xlsx_rows, headings, payment, text, title)
    assert reading.rows_loaded == 1
    [note] = [n for n in reading.notes if n.name == "payments_cancelled"]
    assert note.fields["said"] == f"{title}: {text}"


def test_a_personal_code_beside_the_state_is_hidden(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    text = "Anuliuota 38001010012"
    reading = read_state(read_xlsx_rows, headings, payment, text)
    assert "38001010012" not in str(reading.rejects.to_dicts())
    assert "38001010012" not in str([note.fields for note in reading.notes])


def test_a_longer_text_is_a_warning(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    text = "Ankstesnė sąskaita SF-7 anuliuota, apmokėta ši"
    reading = read_state(read_xlsx_rows, headings, payment, text)
    assert reading.rows_loaded == 2
    [note] = [n for n in reading.notes if n.name == "payments_doubtful"]
    assert note.fields["rows"] == "3"
    assert "50,25" in note.text("lt")


@pytest.mark.parametrize("column", ["document_number", "supplier", "funding_source"])
def test_our_own_texts_are_heard_too(
    column: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    row = payment(**{column: "B (anuliuota)"})
    reading = read_xlsx_rows(headings, payment(), row)
    assert list_names(reading) == ["payments_doubtful"]


def test_a_column_without_heading_is_heard(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows(
        headings, payment(), [*payment(document_number="B"), "Stornuota"]
    )
    assert reading.rows_loaded == 1


def test_sums_stay_whole(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_state(read_xlsx_rows, headings, payment, "Neapmokėta")
    assert reading.facts["spending"]["net_eur"].sum() == Decimal("100.00")
    [sheet] = reading.sheets
    assert (sheet.rows_read, sheet.rows_loaded, sheet.rows_rejected) == (2, 1, 1)


SIGNS = [
    *[("Pastaba A", state) for state in STATES],
    *SIGNS_UNDER,
]


@pytest.mark.few(12)
@pytest.mark.parametrize(("title", "text"), SIGNS)
def test_a_rejected_row_sent_back_unread_is_rejected_again(
    title: str,
    text: str,
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
    tmp_path: Path,
) -> None:
    reading = read_state(read_xlsx_rows, headings, payment, text, title)
    path = tmp_path / "rejects.xlsx"
    write_rejects(reading.rejects, path)
    again = read_workbook(path)
    assert again.rows_loaded == 0
    assert again.rejects["rule"].to_list() == ["payment_cancelled"]


def test_a_rejected_row_without_its_state_loads(
    headings: list[str], payment: Payment, read_xlsx_rows: Read, tmp_path: Path
) -> None:
    reading = read_state(read_xlsx_rows, headings, payment, "Anuliuota")
    path = tmp_path / "rejects.xlsx"
    write_rejects(reading.rejects, path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    assert "Žodis, dėl kurio netinka" in [cell.value for cell in sheet[1]]
    [state] = [cell for cell in sheet[2] if cell.value == "Anuliuota"]
    state.value = None
    book.save(path)
    assert read_workbook(path).facts["spending"]["net_eur"].sum() == Decimal("50.25")


@pytest.mark.parametrize("text", DOUBTFUL)
def test_a_doubtful_state_loads_with_a_warning(
    text: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_state(read_xlsx_rows, headings, payment, text)
    assert reading.rows_loaded == 2
    [note] = [n for n in reading.notes if n.name == "payments_doubtful"]
    assert (note.fields["rows"], note.fields["said"]) == ("3", text)
    assert "50,25" in note.text("lt")


INCOME = [
    *[("Dokumento tipas", "Kreditinė sąskaita"), ("D/K", "K"), ("D/K", "Kreditas")],
    *[("Operacija", "Pajamos"), ("Type", "Credit note"), ("Pastaba A", "Kreditinė SF")],
    *[("Ženklas", "-"), ("+/-", "−"), ("Ženklas", "-1"), ("Tipas", "Minusas")],
]


@pytest.mark.parametrize(("title", "text"), INCOME)
def test_income_above_zero_is_said(
    title: str, text: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_state(read_xlsx_rows, headings, payment, text, title)
    assert reading.rows_loaded == 2
    [note] = [n for n in reading.notes if n.name == "payments_income"]
    assert note.fields["rows"] == "3"
    assert "50,25" in note.text("lt")
    assert "€50.25" in note.text("en")


@pytest.mark.parametrize(("title", "text"), DOUBTFUL_UNDER)
def test_a_doubtful_heading_is_a_warning(
    title: str, text: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_state(read_xlsx_rows, headings, payment, text, title)
    assert (reading.rows_loaded, list_names(reading)) == (2, ["payments_doubtful"])


@pytest.mark.parametrize(("title", "text"), QUIET_UNDER)
def test_a_heading_that_doubts_nothing_is_quiet(
    title: str, text: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_state(read_xlsx_rows, headings, payment, text, title)
    assert (reading.rows_loaded, list_names(reading)) == (2, [])


def test_a_row_without_the_mark_of_the_others_is_a_warning(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    rows = [[*payment(document_number=n), m] for n, m in (("A", "x"), ("B", None))]
    reading = read_xlsx_rows([*headings, "Apmokėta"], *rows)
    [note] = [n for n in reading.notes if n.name == "payments_doubtful"]
    assert note.fields["rows"] == "3"
    assert not list_names(read_xlsx_rows([*headings, "Apmokėta"], rows[1]))


@pytest.mark.parametrize("title", ["Pajamos", "2024 m. įplaukos", "Kreditinės SF"])
def test_rows_under_a_title_of_income_are_said(
    title: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    assert list_names(read_xlsx_rows([title], headings, payment())) == [
        "payments_income"
    ]


@pytest.mark.parametrize(
    ("title", "text"), [("D/K", "D"), ("Operacija", "Išlaidos"), ("Kryptis", "K")]
)
def test_the_other_side_says_nothing(
    title: str, text: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_state(read_xlsx_rows, headings, payment, text, title)
    assert not list_names(reading)


def test_income_below_zero_is_right(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    row = [*payment(net_eur="-50.25", vat_eur="-10.55"), "Kreditinė sąskaita"]
    assert not list_names(read_xlsx_rows([*headings, "Dokumento tipas"], row))


def test_a_zero_under_paid_is_a_warning(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_state(read_xlsx_rows, headings, payment, "0", "Apmokėta")
    assert reading.rows_loaded == 2
    assert list_names(reading) == ["payments_doubtful"]


QUIET = st.sampled_from(
    [
        *PAID,
        *("Kompiuteriai", "Robotikos būrelis", "2024 m. II ketv.", "UAB Atšvaitas"),
        *("Grąžtai ir įrankiai", "Anykščiai", "Sutartis Nr. 5", "1 234,56"),
    ]
)


@settings(max_examples=40)
@given(texts=st.lists(QUIET, min_size=1, max_size=8))
def test_other_words_take_no_payment_away(texts: list[str]) -> None:
    for text in texts:
        assert not any((speaks(text), doubts(text), says_income(text, "Pastaba")))
        assert judge_title(text) == judge_sheet(text) == ""


@given(st.sampled_from([*STATES, *DOUBTFUL]), st.sampled_from(["", "  ", "!", "."]))
def test_every_word_is_heard_whatever_stands_around_it(text: str, end: str) -> None:
    for said in (f"{end}{text}{end}", text.upper(), text.lower()):
        assert speaks(said) or doubts(said)
        assert re.search(pattern(), said)


CHANGE = {
    "Plano kodas": "kaunas",
    "Sprendimo Nr.": "T-1",
    "Sprendimo data": "2025-01-31",
    "Kas keičiama": "veikla",
    "Numeris": "1",
    "Keičiamas dydis": "suma be PVM",
    "Nauja reikšmė": "1500",
}


@pytest.mark.parametrize(
    ("state", "loaded"),
    [
        *[(text, 0) for text in ("Negalioja", "projektas", "Draft", "Netenka galios")],
        ("Pripažintas netekusiu galios", 0),
        *[(text, 1) for text in ("Galioja", "Patvirtinta", "STEAM projektas", None)],
    ],
)
def test_a_change_that_is_not_in_force_is_put_aside(
    state: str | None, loaded: int, read_xlsx_rows: Read
) -> None:
    other = [*(CHANGE | {"Numeris": "2"}).values(), "Galioja"]
    reading = read_xlsx_rows([*CHANGE, "Būsena"], other, [*CHANGE.values(), state])
    assert reading.rows_loaded == 1 + loaded
    assert reading.rejects["rule"].to_list() == ["payment_cancelled"] * (1 - loaded)


@pytest.mark.parametrize(
    ("title", "sign", "loaded"),
    [
        *[("Projektas", "taip", 0), ("Negalioja", "x", 0), ("Galioja", "Ne", 0)],
        *[("Ar patvirtinta", "ne", 0), ("Projektas", "ne", 1), ("Galioja", "taip", 1)],
        *[("Projektas", "TŪM", 1), ("Galioja nuo", "2025-01-01", 1)],
    ],
)
def test_a_sign_under_its_heading_voids_a_change(
    title: str, sign: str, loaded: int, read_xlsx_rows: Read, tmp_path: Path
) -> None:
    other = [*(CHANGE | {"Numeris": "2"}).values(), None]
    reading = read_xlsx_rows([*CHANGE, title], other, [*CHANGE.values(), sign])
    assert reading.rows_loaded == 1 + loaded
    if not loaded:
        path = tmp_path / "rejects.xlsx"
        write_rejects(reading.rejects, path)
        assert read_workbook(path).rows_loaded == 0


@pytest.mark.parametrize("source", ["Sintetinės lėšos (demonstracija)", "Pavyzdys"])
def test_row_that_says_it_is_made_up_is_not_doubted(
    source: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    made_up = [*headings, "Sintetiniai duomenys"]
    row = payment(funding_source=source)
    assert list_names(read_xlsx_rows(made_up, [*row, "taip"])) == []
    assert list_names(read_xlsx_rows(made_up, [*row, None])) == ["payments_doubtful"]
