"""Units, doubts and strikes that stand outside the cells of a sheet are heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from etl.workbooks import read_workbook
from pazanga.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from etl.workbooks import WorkbookReading

    Payment = Callable[..., list[Any]]


def read_book(
    path: Path, rows: list[list[Any]], change: Callable[..., None]
) -> WorkbookReading:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sausis")
        for line, row in enumerate(rows):
            for place, value in enumerate(row):
                sheet.write(line, place, value)
        change(book, sheet)
    return read_workbook(path)


CHANGES: dict[str, Callable[..., None]] = {
    "header": lambda _, sheet: sheet.set_header('&C&"Arial,Bold"Sumos tūkst. Eur&R&P'),
    "footer": lambda _, sheet: sheet.set_footer("&Ltūkst. Eur"),
    "note": lambda _, sheet: sheet.write_comment("H1", "Sumos – tūkst. eurų"),
    "box": lambda _, sheet: sheet.insert_textbox(4, 1, "Sumos tūkst. Eur"),
    "box far away": lambda _, sheet: sheet.insert_textbox(
        0, 14, "Ataskaita\ntūkst. Eur"
    ),
    "currency": lambda _, sheet: sheet.set_header("&CSumos, USD"),
}


@pytest.mark.parametrize("where", CHANGES)
def test_a_unit_outside_the_cells_stops_the_table(
    where: str, headings: list[str], payment: Payment, tmp_path: Path
) -> None:
    with pytest.raises(WorkbookError) as error:
        read_book(tmp_path / "a.xlsx", [headings, payment()], CHANGES[where])
    assert "langelio pastaboje" in error.value.text("lt")
    assert "note on a cell" in error.value.text("en")


SAID: dict[str, tuple[str, Callable[..., None], bool]] = {
    "note": ("a", lambda _, s: s.write_comment("H2", "Anuliuota, neįtraukti"), True),
    "box": ("a", lambda _, s: s.insert_textbox(4, 1, "Neapmokėtos sąskaitos"), True),
    "footer": ("a", lambda _, s: s.set_footer("&LJuodraštis, nenaudoti"), True),
    "name": ("neapmoketos-saskaitos-2024", lambda *_: None, True),
    "name of a forecast": ("Prognozė 2025", lambda *_: None, True),
    "other note": ("a", lambda _, s: s.write_comment("H2", "Pagal sutartį"), False),
    "other name": ("Kaunas islaidos 2024 (1)", lambda *_: None, False),
}


@pytest.mark.parametrize("where", SAID)
def test_doubts_outside_the_cells_are_said(
    where: str, headings: list[str], payment: Payment, tmp_path: Path
) -> None:
    name, change, is_said = SAID[where]
    reading = read_book(tmp_path / f"{name}.xlsx", [headings, payment()], change)
    names = [note.name for note in reading.notes]
    assert reading.rows_loaded == 1
    assert ("payments_doubted_beside" in names) is is_said


def test_a_hidden_sheet_alone_is_named(
    headings: list[str], payment: Payment, tmp_path: Path
) -> None:
    def hide(book: xlsxwriter.Workbook, sheet: Any) -> None:  # noqa: ANN401
        book.add_worksheet("Titulinis").activate()
        sheet.hide()

    with pytest.raises(WorkbookError) as caught:
        read_book(tmp_path / "a.xlsx", [headings, payment()], hide)
    assert "„Sausis“: Lapas paslėptas" in caught.value.text("lt")


def test_a_unit_in_the_name_of_the_file_stops_the_table(
    headings: list[str], payment: Payment, tmp_path: Path
) -> None:
    path = tmp_path / "islaidos_tukst_eur.xlsx"
    with pytest.raises(WorkbookError, match="islaidos_tukst_eur"):
        read_book(path, [headings, payment()], lambda *_: None)


@pytest.mark.parametrize(
    "text", ["&P iš &N", "Išlaidos, Eur", "Iš viso 5 tūkst. Eur", "www.kaunas.lt"]
)
def test_other_prints_change_nothing(
    text: str, headings: list[str], payment: Payment, tmp_path: Path
) -> None:
    reading = read_book(
        tmp_path / "a.xlsx",
        [headings, payment()],
        lambda _, sheet: sheet.set_header(f"&C{text}"),
    )
    assert reading.rows_loaded == 1


def test_a_unit_that_the_table_says_too_is_fine(
    headings: list[str], payment: Payment, tmp_path: Path
) -> None:
    named = [heading.replace("Eur", "tūkst. Eur") for heading in headings]
    reading = read_book(
        tmp_path / "a.xlsx", [named, payment(net_eur="1", vat_eur="0")], CHANGES["note"]
    )
    assert reading.facts["spending"]["net_eur"].to_list() == [1000]


def test_a_condition_that_strikes_out_is_said(
    headings: list[str], payment: Payment, tmp_path: Path
) -> None:
    def strike(book: Any, sheet: Any) -> None:  # noqa: ANN401
        form = book.add_format({"font_strikeout": True})
        rule = {"type": "formula", "criteria": '=$L1="x"', "format": form}
        sheet.conditional_format("A1:L9", rule)

    reading = read_book(tmp_path / "a.xlsx", [headings, payment()], strike)
    [note] = [n for n in reading.notes if n.name == "struck_by_rule"]
    assert note.fields == {"ranges": "A1:L9"}
    assert note.severity == "warning"


def test_another_condition_is_not(
    headings: list[str], payment: Payment, tmp_path: Path
) -> None:
    def colour(book: Any, sheet: Any) -> None:  # noqa: ANN401
        form = book.add_format({"bg_color": "red"})
        rule = {"type": "formula", "criteria": '=$L1="x"', "format": form}
        sheet.conditional_format("A1:L9", rule)

    reading = read_book(tmp_path / "a.xlsx", [headings, payment()], colour)
    assert "struck_by_rule" not in {note.name for note in reading.notes}


@pytest.mark.parametrize(
    "form", [{"font_color": "white"}, {"num_format": ";;;"}, {"bg_color": "white"}]
)
def test_a_condition_that_hides_cells_is_said(
    form: dict[str, str], headings: list[str], payment: Payment, tmp_path: Path
) -> None:
    def hide(book: Any, sheet: Any) -> None:  # noqa: ANN401
        rule = {"type": "cell", "criteria": "<", "value": 5}
        sheet.conditional_format("H2:I9", rule | {"format": book.add_format(form)})

    reading = read_book(tmp_path / "a.xlsx", [headings, payment()], hide)
    found = [n for n in reading.notes if n.name == "hidden_by_rule"]
    assert [n.fields for n in found] == (
        [] if "bg_color" in form else [{"ranges": "H2:I9"}]
    )


def test_icons_in_place_of_amounts_are_said(
    headings: list[str], payment: Payment, tmp_path: Path
) -> None:
    def hide(_book: Any, sheet: Any) -> None:  # noqa: ANN401
        rule = {"type": "icon_set", "icon_style": "3_arrows", "icons_only": True}
        sheet.conditional_format("H2:H9", rule)

    reading = read_book(tmp_path / "a.xlsx", [headings, payment()], hide)
    assert "hidden_by_rule" in {n.name for n in reading.notes}
