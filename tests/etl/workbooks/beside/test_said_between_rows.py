"""Lines between rows, cents beside amounts, and amounts that take others back."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from etl.workbooks import read_workbook
from pazanga.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from etl.workbooks import WorkbookReading

    Read = Callable[..., WorkbookReading]
    Payment = Callable[..., list[Any]]

HEAD = "Plano kodas,Veiklos Nr.,Data,Dokumento Nr.,Suma be PVM, Eur,PVM, Eur"
HEAD += ",Finansavimo šaltinis,Etapas"


def warned(reading: WorkbookReading) -> list[str]:
    return [n.text("lt") for n in reading.notes if n.severity == "warning"]


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        *[("Iš jų: infrastruktūra", True), ("Tame skaičiuje", True), ("t. sk.", True)],
        *[("Nuo metų pradžios", True), ("Nuolaidos", True), ("Of which", True)],
        *[("Anykščių rajono savivaldybė", True), ("Avansai", True)],
        *[("Infrastruktūra", False), ("2024 m.", False), ("Kovo mėnuo", False)],
        *[("Kauno miesto savivaldybė", False), ("G5", True), ("M1", False)],
        *[("G5 gimnazija", True), ("M1 – Pirmoji mokykla", False)],
        *[("Veikla Nr. 4", True), ("Veikla Nr. 1", False), ("Veikla 1.2", False)],
        *[("4. Infrastruktūra", False), ("Q1", False)],
    ],
)
def test_line_between_rows_is_heard(
    text: str,
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
    *,
    is_said: bool,
) -> None:
    rows = [payment(document_number=f"SF-{n}", net_eur=f"{n}0.00") for n in (1, 4, 8)]
    rows = [[*row[:8], "", *row[9:]] for row in rows]
    reading = read_xlsx_rows(headings, rows[0], [text], *rows[1:])
    assert reading.rows_loaded == 3
    assert bool(warned(reading)) is is_said


def test_municipality_that_signs_below_is_no_warning(
    headings: list[str], payment: Payment, read_xlsx_rows: Read
) -> None:
    below = ["Vilniaus miesto savivaldybės administracija"]
    assert warned(read_xlsx_rows(headings, payment(), [], below)) == []


def write_cut(path: Path, *amounts: str) -> Path:
    rows = [
        f"kaunas,3.1,2025-03-0{n},SF-{n},{amount},TŪM,Panaudota"
        for n, amount in enumerate(amounts, start=1)
    ]
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return path


def test_cents_cut_off_by_commas_stop_the_table(tmp_path: Path) -> None:
    path = write_cut(tmp_path / "a.csv", "1000,57,210,12", "500,13,105,00")
    with pytest.raises(WorkbookError, match="cents are cut off"):
        read_workbook(path)


@pytest.mark.parametrize("title", ["ct", "Centai", "cnt.", "Cents"])
@pytest.mark.parametrize(
    ("cents", "is_read"), [("57", False), ("5", False), ("", True)]
)
def test_cents_in_a_column_of_their_own_stop_the_table(
    title: str,
    cents: str,
    read_csv_text: Callable[[str], WorkbookReading],
    *,
    is_read: bool,
) -> None:
    head = (
        HEAD.replace(", Eur", "")
        .replace(",", ";")
        .replace("be PVM", f"be PVM, Eur;{title}")
    )
    text = f"{head}\nkaunas;3.1;2025-03-01;SF-1;1000;{cents};210;TŪM;Panaudota"
    if is_read:
        assert read_csv_text(text).rows_loaded == 1
        return
    with pytest.raises(WorkbookError, match="cents are cut off"):
        read_csv_text(text)


@pytest.mark.parametrize(
    ("text", "net", "is_loaded"),
    [
        *[("Storno SF-2", "-500.00", True), ("Grąžinimas", "-200.00", True)],
        *[("Refund", "-200.00", True), ("Kreditinė", "-200.00", True)],
        *[("Storno SF-2", "500.00", False), ("Grąžinimas", "200.00", False)],
        *[("Anuliuota", "-500.00", False), ("Neapmokėta", "-500.00", False)],
    ],
)
def test_amount_below_zero_that_takes_another_back_counts(
    text: str,
    net: str,
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
    *,
    is_loaded: bool,
) -> None:
    row = payment(document_number="SF-3", net_eur=net, vat_eur="")
    reading = read_xlsx_rows([*headings, "Operacija"], [*payment(), ""], [*row, text])
    expected = Decimal("100.00") + (Decimal(net) if is_loaded else 0)
    assert reading.facts["spending"]["net_eur"].sum() == expected
    assert reading.rows_rejected == (not is_loaded)


@pytest.mark.parametrize(
    ("column", "cell", "is_said"),
    [
        *[("Iš viso", "1300", True), ("Iš viso, Eur", "121,00", False)],
        *[("Likutis apmokėti", "60,00", True), ("Likutis apmokėti", "0", False)],
        *[("Liko mokėti, Eur", "60,00", True), ("Likutis plane", "60,00", False)],
    ],
)
def test_amount_beside_is_held_against_the_one_that_counts(
    column: str,
    cell: str,
    headings: list[str],
    payment: Payment,
    read_xlsx_rows: Read,
    *,
    is_said: bool,
) -> None:
    reading = read_xlsx_rows([*headings, column], [*payment(), cell])
    assert bool(warned(reading)) is is_said


@pytest.mark.parametrize(("gross", "rule"), [("1210", None), ("1200", "rate_differs")])
def test_vat_that_follows_is_held_against_its_rate(
    gross: str, rule: str | None, read_csv_text: Callable[[str], WorkbookReading]
) -> None:
    head = "Plano kodas;Veiklos Nr.;Data;Dokumento Nr.;Suma be PVM, Eur;PVM, %"
    head += ";Suma su PVM, Eur;Finansavimo šaltinis;Etapas"
    row = f"kaunas;3.1;2025-03-01;SF-1;1000;21;{gross};TŪM;Panaudota"
    found = read_csv_text(f"{head}\n{row}").rejects["rule"].to_list()
    assert found == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("prompt", "is_read"),
    [("Įrašykite sumą tūkst. Eur", False), ("Įrašykite sumą eurais", True)],
)
def test_unit_in_the_message_of_a_cell_is_heard(
    prompt: str, headings: list[str], payment: Payment, tmp_path: Path, *, is_read: bool
) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Lapas")
        sheet.write_row(0, 0, headings)
        sheet.write_row(1, 0, payment())
        rule = {"validate": "any", "input_message": prompt, "input_title": "Suma"}
        sheet.data_validation(1, 7, 9, 8, rule)
    if is_read:
        assert read_workbook(path).rows_loaded == 1
        return
    with pytest.raises(WorkbookError, match="tūkst"):
        read_workbook(path)


@pytest.mark.parametrize("field", ["Suma be PVM, Eur", "suma be PVM (Eur)", "PVM, €"])
def test_currency_after_a_field_changes_nothing(
    field: str, read_csv_text: Callable[[str], WorkbookReading]
) -> None:
    head = "Plano kodas;Sprendimo Nr.;Sprendimo data;Kas keičiama;Numeris"
    head += ";Keičiamas dydis;Nauja reikšmė"
    row = f'kaunas;T-1;2025-03-01;veikla;3.1;"{field}";1500'
    assert read_csv_text(f"{head}\n{row}").rows_loaded == 1
