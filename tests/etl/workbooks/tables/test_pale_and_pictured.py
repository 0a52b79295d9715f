"""Cells in the colour of their ground count and are said; pictures on rows are said."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter
from PIL import Image

from etl.workbooks import WorkbookReading, read_workbook
from etl.workbooks.mappings import parse_mapping

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Payment = Callable[..., list[Any]]
    Read = Callable[..., WorkbookReading]

NET, SUPPLIER = 7, 5


@pytest.fixture
def read(tmp_path: Path, headings: list[str], payment: Payment) -> Read:
    """Read two payments; cells of the second have a look, pictures may lie on it."""

    def read(
        look: dict[str, Any] | None = None,
        place: int = NET,
        change: Callable[..., object] | None = None,
        **options: Any,  # noqa: ANN401
    ) -> WorkbookReading:
        with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, options.pop("titles", headings))
            for row in (1, 2):
                sheet.write_row(row, 0, payment(document_number=f"SF-{row}"))
                sheet.write_number(row, NET, 100)
            if look is not None:
                value = 100 if place == NET else "UAB Pavyzdys"
                sheet.write(2, place, value, book.add_format(look))
            if change:
                change(sheet)
        return read_workbook(tmp_path / "a.xlsx", **options)

    return read


def said(reading: WorkbookReading) -> dict[str, str]:
    names = ("amounts_pale", "cells_pale", "pictures_on_rows")
    return {note.name: note.text("lt") for note in reading.notes if note.name in names}


@pytest.mark.parametrize(
    ("look", "is_said"),
    [
        pytest.param({"font_color": "#FFFFFF"}, True, id="white"),
        pytest.param({"font_color": "#FEFEFE"}, True, id="nearly_white"),
        pytest.param(
            {"font_color": "#FFFF00", "bg_color": "#FFFF00"}, True, id="as_its_fill"
        ),
        pytest.param({"bg_color": "#000000"}, True, id="black_on_black"),
        pytest.param(
            {"font_color": "#FFFFFF", "bg_color": "#1F3864"}, False, id="white_on_blue"
        ),
        pytest.param({"font_color": "#FF0000"}, False, id="red"),
        pytest.param({"font_color": "#EEEEEE"}, False, id="pale_grey"),
        pytest.param(
            {"font_color": "#FFFFFF", "bg_color": "#FFFFFF", "pattern": 4},
            False,
            id="white_on_a_pattern",
        ),
        pytest.param({}, False, id="usual"),
    ],
)
def test_amount_in_the_colour_of_its_ground_counts_and_is_said(
    read: Read, look: dict[str, Any], *, is_said: bool
) -> None:
    reading = read(look)
    assert reading.facts["spending"]["net_eur"].to_list() == [Decimal(100)] * 2
    note = said(reading).get("amounts_pale", "")
    assert bool(note) == is_said
    assert (
        not note or "100,00\xa0€ (stulpeliai: „Suma be PVM, Eur“; eilutės: 3)" in note
    )


def test_other_cell_in_the_colour_of_its_ground_is_said(read: Read) -> None:
    note = said(read({"font_color": "#FFFFFF"}, place=SUPPLIER))["cells_pale"]
    assert "„Tiekėjas“; eilutės: 3" in note


def test_ledger_says_what_nobody_sees(read: Read, headings: list[str]) -> None:
    titles = [f"{n} X" for n, _ in enumerate(headings)]
    names = [
        *("plan_code", "activity_number", "school_code", "date", "document_number"),
        *("supplier", "contract_number", "net_eur", "vat_eur", "funding_source"),
        "phase",
    ]
    columns = dict(zip(names, titles, strict=True))
    content = {"kind": "spending", "headings": titles[:2], "columns": columns}
    mapping = parse_mapping("ledger", content)
    reading = read({"font_color": "#FFFFFF"}, titles=titles, mappings=[mapping])
    assert "eilutės: 3" in said(reading)["amounts_pale"]


def picture() -> io.BytesIO:
    stream = io.BytesIO()
    Image.new("RGB", (40, 15), "red").save(stream, "PNG")
    return stream


def put_picture(row: int, column: int = NET) -> Callable[..., object]:
    return lambda sheet: sheet.insert_image(
        row, column, "a.png", {"image_data": picture()}
    )


def put_box(text: str) -> Callable[..., object]:
    box = {"width": 60, "height": 15}
    return lambda sheet: sheet.insert_textbox(2, NET, text, box)


@pytest.mark.parametrize(
    ("change", "is_said"),
    [
        pytest.param(put_picture(2), True, id="on_a_row"),
        pytest.param(put_picture(0), False, id="on_the_heading"),
        pytest.param(put_picture(8), False, id="below_the_table"),
        pytest.param(put_picture(2, 20), False, id="beside_the_table"),
        pytest.param(put_box("500,00"), True, id="box_of_figures"),
        pytest.param(put_box("pastaba"), False, id="box_of_words"),
    ],
)
def test_picture_on_rows_of_a_table_is_said(
    read: Read, change: Callable[..., object], *, is_said: bool
) -> None:
    reading = read(change=change)
    assert reading.rows_loaded == 2
    note = said(reading).get("pictures_on_rows", "")
    assert bool(note) == is_said
    assert not note or "eilutės: 3" in note
