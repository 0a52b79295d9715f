"""Units and strikes that stand outside the cells of a sheet are heard."""

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
