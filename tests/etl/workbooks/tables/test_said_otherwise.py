"""What titles, names and notes say of a table, and the rows that say otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from etl.workbooks import read_workbook
from etl.workbooks.cells.said_times import times_in
from pazanga.errors import WorkbookError

from .conftest import NAMES, row

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from etl.workbooks import WorkbookReading

    Payment = Callable[..., list[Any]]
    Read = Callable[..., WorkbookReading]

EXAM = ["Plano kodas", "Mokyklos kodas", "Egzaminas", "Dalykas", "Matas"]
EXAM += ["Mokslo metai", "Reikšmė", "Laikė"]
RESULT = ["kaunas", "M1", "VBE", "math", "mean_score", "2023-2024", 55, 20]
DISAGREE = {
    "rows_of_other_years",
    "rows_of_other_months",
    "rows_differ_from_label",
    "amounts_said_with_vat",
    "amounts_said_without_vat",
    "currency_mentioned",
}


def disagreements(reading: WorkbookReading) -> list[str]:
    return [note.name for note in reading.notes if note.name in DISAGREE]


def said(reading: WorkbookReading, name: str) -> str:
    [note] = [note for note in reading.notes if note.name == name]
    assert note.severity == "warning"
    return note.text("lt")


@pytest.mark.parametrize(
    ("text", "years", "months"),
    [
        ("Plano išlaidos 2023 m.", {2023}, set()),
        ("islaidos_2023", {2023}, set()),
        ("2023–2024 m. m. rezultatai", {2023, 2024}, set()),
        ("2023/24 m. m.", {2023, 2024}, set()),
        ("2024-05", {2024}, {5}),
        ("2024 m. sausio mėn.", {2024}, {1}),
        ("2024 m. sausio–kovo mėn.", {2024}, {1, 2, 3}),
        ("2024 m. III ketvirtis", {2024}, {7, 8, 9}),
        ("Sąskaita 1, 3 ketv. 2024", {2024}, {7, 8, 9}),
        ("SF-1 2 ketv. 2024", {2024}, {4, 5, 6}),
        ("SF-1-2 ketv. 2024", {2024}, {4, 5, 6}),
        ("2024 m. I, III ketv.", {2024}, {1, 2, 3, 7, 8, 9}),
        ("2024 m. 1, 2 ketv.", {2024}, set(range(1, 7))),
        ("1–3 ketv. 2024", {2024}, set(range(1, 10))),
        ("2024-I-II-ketv", {2024}, set(range(1, 7))),
        ("Paslaugos 1 ir 2 ketv. 2024", {2024}, set(range(1, 7))),
        ("2024 m. I–II ir IV ketvirčiai", {2024}, {*range(1, 7), 10, 11, 12}),
        ("Sausis", set(), {1}),
        ("Laikotarpis: 2024-01-01 – 2024-03-31", {2024}, {1, 2, 3}),
        ("2024-09-01–2025-08-31", {2024, 2025}, set()),
        ("2022-01-01 – 2026-12-31", set(), set()),
        ("2022–2024 m. pažangos planas", set(), set()),
        ("Kovo 11-osios gimnazija", set(), set()),
        ("parengta 2025-01-15", set(), set()),
        ("2024 m. gruodžio 31 d. duomenys", set(), set()),
        ("Sprendimas Nr. T-2023", set(), set()),
        ("strategija iki 2030 m.", set(), set()),
        ("ataskaita 20250115", set(), set()),
        ("Suma 2 024,50", set(), set()),
    ],
)
def test_times_of_a_title(text: str, years: set[int], months: set[int]) -> None:
    found = times_in(text)
    assert (found.years, found.months) == (years, months)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Plano išlaidos 2023 m.", "rows_of_other_years"),
        ("2022–2023 m. m. išlaidos", "rows_of_other_years"),
        ("2024 m. sausio mėn. išlaidos", "rows_of_other_months"),
        ("Planas: birstonas", "rows_differ_from_label"),
        ("Finansavimo šaltinis: ES lėšos", "rows_differ_from_label"),
        ("M2 gimnazija", "rows_differ_from_label"),
        ("Visos sumos nurodytos su PVM", "amounts_said_with_vat"),
        ("Išlaidos, įskaitant PVM", "amounts_said_with_vat"),
    ],
)
def test_title_that_disagrees_is_said(
    title: str,
    name: str,
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
) -> None:
    reading = read_xlsx_rows([title], headings, payment(), payment())
    assert reading.rows_loaded == 1
    assert disagreements(reading) == [name]
    assert title.partition(": ")[2] in said(reading, name)


@pytest.mark.parametrize(
    "title",
    [
        "Plano išlaidos 2024 m.",
        "2023–2024 m. m. išlaidos",
        "2024 m. gegužės mėn. išlaidos",
        "2024 m. II ketvirtis",
        "2022–2026 m. pažangos plano išlaidos",
        "Planas: kaunas",
        "M1 gimnazija",
        "Sumos su PVM ir be PVM",
        "Sumos be PVM",
        "Parengta 2025-01-15",
    ],
)
def test_title_that_agrees_is_not(
    title: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    assert not disagreements(read_xlsx_rows([title], headings, payment()))


@pytest.mark.parametrize(
    ("heading", "notes"),
    [
        ("Suma be PVM 2025 m.", []),
        ("Suma be PVM, Eur (už 2025 m.)", []),
        ("Suma be PVM 2024 m.", ["rows_of_other_years"]),
    ],
)
def test_year_in_the_heading_of_an_amount_is_heard(
    heading: str, notes: list[str], read_xlsx_rows: Read
) -> None:
    names = [*NAMES[:4], heading, *NAMES[5:]]
    reading = read_xlsx_rows(names, row())
    assert reading.facts["spending"]["net_eur"].to_list() == [100]
    assert disagreements(reading) == notes


@pytest.mark.parametrize(
    "heading",
    [
        "Suma be PVM iki 2025 m.",
        "Planuojama suma be PVM 2025 m.",
        "Likutis be PVM 2025",
    ],
)
def test_year_makes_no_amount_of_another_heading(
    heading: str, read_xlsx_rows: Read
) -> None:
    with pytest.raises(WorkbookError):
        read_xlsx_rows([*NAMES[:4], heading, *NAMES[5:]], row())


def test_amounts_of_two_years_side_by_side_are_refused(read_xlsx_rows: Read) -> None:
    names = [*NAMES[:4], "Suma be PVM 2024 m.", *NAMES[5:], "Suma be PVM 2025 m."]
    with pytest.raises(WorkbookError):
        read_xlsx_rows(names, [*row(), 50])


def test_only_rows_of_another_year_are_named(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    rows = [payment(), payment(document_number="B", date="2042-05-31")]
    reading = read_xlsx_rows(["2024 m. išlaidos"], headings, *rows)
    assert "(eilutės: 4)" in said(reading, "rows_of_other_years")


@pytest.mark.parametrize(
    ("names", "name"),
    [
        ("islaidos_2023/Lapas", "rows_of_other_years"),
        ("islaidos/2023 m.", "rows_of_other_years"),
        ("islaidos/Sausis", "rows_of_other_months"),
        ("islaidos_2024/Gegužė", ""),
        ("islaidos_2023/2024", ""),
    ],
)
def test_names_of_file_and_sheet_are_heard(
    names: str,
    name: str,
    headings: list[str],
    payment: Payment,
    make_book: Callable[..., Path],
    tmp_path: Path,
) -> None:
    stem, _, sheet = names.partition("/")
    path = make_book(tmp_path / f"{stem}.xlsx", {sheet: [headings, payment()]})
    assert disagreements(read_workbook(path)) == ([name] if name else [])


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("2022–2023 m. m. VBE rezultatai", "rows_of_other_years"),
        ("PUPP rezultatai", "rows_differ_from_label"),
        ("Pagrindinio ugdymo pasiekimų patikrinimas", "rows_differ_from_label"),
        ("Lietuvių kalbos VBE rezultatai", "rows_differ_from_label"),
        ("Mokslo metai: 2023-2024", ""),
        ("2024 m. matematikos brandos egzaminas", ""),
        ("PUPP ir VBE rezultatai", ""),
        ("Muzikos gimnazijos mokykla", ""),
    ],
)
def test_title_of_results_is_held_against_them(
    title: str, name: str, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows([title], EXAM, RESULT)
    assert reading.rows_loaded == 1
    assert disagreements(reading) == ([name] if name else [])


def test_gross_amounts_said_to_be_net(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    gross = [heading.replace("be PVM", "su PVM") for heading in headings]
    reading = read_xlsx_rows(["Sumos be PVM"], gross, payment())
    assert disagreements(reading) == ["amounts_said_without_vat"]


def test_note_below_is_heard_and_not_kept(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    note = "Jonas Jonaitis: sumos perskaičiuotos iš USD, su PVM"
    reading = read_xlsx_rows(headings, payment(), [note])
    assert sorted(disagreements(reading)) == [
        "amounts_said_with_vat",
        "currency_mentioned",
    ]
    texts = [note.text(language) for note in reading.notes for language in ("lt", "en")]
    assert "USD" in " ".join(texts)
    assert "Jonas" not in " ".join(texts)


@pytest.mark.parametrize("note", ["Sumos nurodytos eurais", "Pastaba: sumos – Eur"])
def test_note_of_euro_below_thousands_stops_the_table(
    note: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    plain = [heading.replace(", Eur", "") for heading in headings]
    with pytest.raises(WorkbookError, match="not clear"):
        read_xlsx_rows(["tūkst. Eur"], plain, payment(), [note])


@pytest.mark.parametrize(
    "said_so",
    [
        "Išlaidos kaupiamuoju būdu nuo metų pradžios",
        "Kaupiamai",
        "Sumos pateiktos kaupiamuoju būdu",
        "Cumulative spending",
        "Kumuliatyvinės sumos",
    ],
)
@pytest.mark.parametrize("place", ["title", "sheet", "note", "file"])
def test_cumulative_amounts_are_refused(
    said_so: str,
    place: str,
    make_book: Callable[..., Path],
    tmp_path: Path,
) -> None:
    rows = [NAMES, row(), row("SF-2")]
    rows = [[said_so], *rows] if place == "title" else rows
    rows = [*rows, [said_so]] if place == "note" else rows
    name = said_so[:31] if place == "sheet" else "Lapas"
    stem = said_so if place == "file" else "islaidos"
    with pytest.raises(WorkbookError, match="cumulative"):
        read_workbook(make_book(tmp_path / f"{stem}.xlsx", {name: rows}))


def test_accumulating_marks_are_no_amounts(read_xlsx_rows: Read) -> None:
    title = "Kaupiamuoju būdu vertinami egzaminai"
    assert read_xlsx_rows([title], EXAM, RESULT).rows_loaded == 1


@pytest.mark.parametrize(
    "text",
    [
        "Likutis metų pradžioje",
        "Likutis laikotarpio pradžiai",
        "Pradinis likutis",
        "Saldo 2024 m. pradžiai",
        "Likutis iš 2023 m.",
        "Likutis 2024-01-01",
        "Opening balance",
        "Balance brought forward",
    ],
)
@pytest.mark.parametrize("column", ["document_number", "supplier", "note"])
def test_balance_with_all_its_keys_is_no_payment(
    text: str, column: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    cells = {} if column == "note" else {column: text}
    left = payment(**{"net_eur": 5000, "vat_eur": 0, **cells})
    rows = [[*left, text if column == "note" else None], [*payment(), None]]
    reading = read_xlsx_rows([*headings, "Pastabos"], *rows)
    assert reading.facts["spending"]["net_eur"].to_list() == [100]
    if column == "document_number":
        assert reading.sheets[0].totals_skipped == 1
    else:
        assert reading.rejects["rule"].to_list() == ["may_be_total"]


@pytest.mark.parametrize("text", ["Likutis", "Likutis apmokėtas birželį", "UAB Saldo"])
def test_other_words_of_balances_make_none(
    text: str, headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    reading = read_xlsx_rows([*headings, "Pastabos"], [*payment(supplier=text), text])
    assert reading.rows_loaded == 1
