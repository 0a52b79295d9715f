"""XLSX as programs write it oddly: read as a spreadsheet reads it, or refused."""

import io
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from etl.workbooks import WorkbookReading, read_workbook
from etl.workbooks.cells.number_forms import parse_form
from etl.workbooks.tables.codes_shown import fill_pattern
from pazanga.errors import WorkbookError

Payment = Callable[..., list[Any]]
Change = Callable[[str], str]
NET, VAT = "H2", "I2"


@pytest.fixture
def read_changed(
    headings: list[str],
    payment: Payment,
    make_book: Callable[..., Path],
    tmp_path: Path,
) -> Callable[..., WorkbookReading]:
    """Read two payments, 100.00 and 200.50, after the XML of a part was changed."""

    def read(change: Change, part: str = "worksheets/sheet1") -> WorkbookReading:
        rows = [
            headings,
            payment(document_number="A", net_eur=100, vat_eur=21),
            payment(document_number="B", net_eur=200.5, vat_eur=42.11),
        ]
        path = make_book(tmp_path / "odd.xlsx", {"Lapas": rows})
        out = io.BytesIO()
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", 8) as new:
            for name in old.namelist():
                data = old.read(name)
                if name == f"xl/{part}.xml":
                    data = change(data.decode()).encode()
                new.writestr(name, data)
        path.write_bytes(out.getvalue())
        return read_workbook(path)

    return read


Read = Callable[..., WorkbookReading]


def amounts(reading: WorkbookReading) -> list[tuple[int, str, str]]:
    rows = reading.facts["spending"].select("_source_row", "net_eur", "vat_eur").rows()
    return [(row, str(net), str(vat)) for row, net, vat in rows]


def fill(place: str, content: str) -> Change:
    """Put XML in the place of what a number cell holds."""
    return lambda xml: re.sub(
        rf'(<c r="{place}"[^>]*>)<v>[^<]*</v>', rf"\g<1>{content}", xml
    )


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("<v><![CDATA[13]]></v>", id="cdata"),
        pytest.param("<v>1<![CDATA[3]]></v>", id="cdata_within"),
        pytest.param("<v>&#49;3</v>", id="entity"),
        pytest.param("<v>1<!-- x -->3</v>", id="comment_within"),
        pytest.param("<!-- <v>99</v> --><v>13</v>", id="comment_before"),
        pytest.param("<v>1<?x y?>3</v>", id="instruction_within"),
        pytest.param("<v> 13 </v>", id="spaces"),
        pytest.param("<v>\n13</v>", id="line_break"),
    ],
)
@pytest.mark.parametrize("place", [NET, VAT])
def test_number_is_read_through_whatever_xml_allows(
    read_changed: Read, place: str, content: str
) -> None:
    net, vat = ("13.00", "21.00") if place == NET else ("100.00", "13.00")
    assert amounts(read_changed(fill(place, content))) == [
        (2, net, vat),
        (3, "200.50", "42.11"),
    ]


def swap_rows(xml: str) -> str:
    rows = re.findall(r"<row .*?</row>", xml)
    return xml.replace("".join(rows), "".join(reversed(rows)))


def swap_cells(xml: str) -> str:
    row = re.findall(r"<row .*?</row>", xml)[1]
    cells = re.findall(r"<c .*?(?:</c>|/>)", row)
    return xml.replace("".join(cells), "".join(reversed(cells)))


def comment_out_a_row(xml: str) -> str:
    row = re.findall(r"<row .*?</row>", xml)[2]
    return xml.replace(row, f"<!-- {row.replace('200.5', '999')} -->{row}")


@pytest.mark.parametrize(
    "change", [swap_rows, swap_cells, comment_out_a_row], ids=lambda f: f.__name__
)
def test_order_and_comments_change_nothing(read_changed: Read, change: Change) -> None:
    assert amounts(read_changed(change)) == [
        (2, "100.00", "21.00"),
        (3, "200.50", "42.11"),
    ]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(fill(NET, "<v>1</v><v>2</v>"), id="two_values"),
        pytest.param(fill(NET, "<v>1<b>2</b></v>"), id="element_within"),
        pytest.param(
            lambda xml: xml.replace("</row>", f'<c r="{NET}"><v>5</v></c></row>', 2),
            id="place_filled_twice",
        ),
        pytest.param(
            lambda xml: xml.replace(
                "</sheetData>",
                '</sheetData><sheetData><row r="9"><c r="A9"><v>1</v></c></row>'
                "</sheetData>",
            ),
            id="two_tables",
        ),
        pytest.param(
            lambda xml: re.sub(r't="s"><v>\d+', 't="s"><v>-1', xml, count=1),
            id="text_minus_one",
        ),
        pytest.param(
            lambda xml: re.sub(r't="s"><v>\d+', 't="s"><v>9999', xml, count=1),
            id="text_out_of_range",
        ),
        pytest.param(
            lambda xml: xml.replace("<sheetData>", "<!DOCTYPE x><sheetData>"),
            id="doctype",
        ),
    ],
)
def test_what_no_spreadsheet_would_open_is_refused(
    read_changed: Read, change: Change
) -> None:
    with pytest.raises(WorkbookError) as caught:
        read_changed(change)
    assert caught.value.code == "workbooks.broken"
    assert "odd.xlsx" in caught.value.text("lt")


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        pytest.param("xl/workbook.xml", 'name="B"', 'name="A"', id="one_name"),
        pytest.param("xl/workbook.xml", 'r:id="rId2"', 'r:id="rId1"', id="one_part"),
        pytest.param(
            "xl/_rels/workbook.xml.rels", 'Id="rId2"', 'Id="rId1"', id="one_relation"
        ),
    ],
)
def test_sheets_that_are_told_apart_by_nothing_are_refused(
    part: str,
    old: str,
    new: str,
    make_book: Callable[..., Path],
    payment: Payment,
    tmp_path: Path,
) -> None:
    sheets = {"A": [payment()], "B": [payment(net_eur=500)]}
    path = make_book(tmp_path / "twins.xlsx", sheets)
    out = io.BytesIO()
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(out, "w", 8) as changed:
        for name in book.namelist():
            text = book.read(name).decode()
            assert name != part or old in text
            changed.writestr(name, text.replace(old, new) if name == part else text)
    path.write_bytes(out.getvalue())
    with pytest.raises(WorkbookError, match="× 2"):
        read_workbook(path)


@pytest.mark.parametrize(
    "insert",
    [
        pytest.param("<!-- {} -->", id="comment"),
        pytest.param("<!-- > {} -->", id="comment_with_a_tag"),
        pytest.param('<x y="{}"/>', id="attribute"),
        pytest.param('<x y=">{}"/>', id="attribute_with_a_tag"),
        pytest.param("<?x {}?>", id="instruction"),
        pytest.param('<row r="9"><c r="A9" t="str"><v>{}</v></c></row>', id="text"),
    ],
)
@pytest.mark.parametrize("where", ["<sheetData>", "</sheetData>"])
def test_endless_piece_is_refused_at_once(
    read_changed: Read, insert: str, where: str
) -> None:
    long = insert.format("x" * (12 << 20))
    joined = f"{where}{long}" if where == "<sheetData>" else f"{long}{where}"
    with pytest.raises(WorkbookError) as caught:
        read_changed(lambda xml: xml.replace(where, joined, 1))
    assert caught.value.code in {"workbooks.text_too_long", "workbooks.broken"}


def test_texts_in_pieces_say_what_is_raised_or_struck_out(
    read_changed: Read,
) -> None:
    def replace(text: str) -> Change:
        return lambda xml: xml.replace("<t>UAB Pavyzdys</t>", text)

    pieces = "<r><t>UAB </t></r><r>{}<t>2</t></r><rPh sb='0' eb='1'><t>ju</t></rPh>"
    raised = pieces.format('<rPr><vertAlign val="superscript"/></rPr>')
    reading = read_changed(replace(raised), "sharedStrings")
    assert set(reading.facts["spending"]["supplier"]) == {"UAB ²"}
    struck = read_changed(
        replace(pieces.format("<rPr><strike/></rPr>")), "sharedStrings"
    )
    assert set(struck.rejects["rule"]) == {"struck_out"}
    whole = read_changed(
        replace(pieces.format('<rPr><strike val="0"/></rPr>')), "sharedStrings"
    )
    assert set(whole.facts["spending"]["supplier"]) == {"UAB 2"}


def write(path: Path, rows: list[list[Any]], change: Callable[..., None]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Lapas")
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)
        change(book, sheet)
    return path


def test_amount_that_is_struck_out_does_not_count(
    headings: list[str], payment: Payment, tmp_path: Path
) -> None:
    def strike(book: Any, sheet: Any) -> None:  # noqa: ANN401
        sheet.write_number(1, 7, 100, book.add_format({"font_strikeout": True}))

    rows = [headings, payment(net_eur=100), payment(document_number="B", net_eur=5)]
    reading = read_workbook(write(tmp_path / "a.xlsx", rows, strike))
    assert reading.facts["spending"]["net_eur"].to_list() == [Decimal("5.00")]
    assert reading.rejects.select("row_number", "rule").rows() == [(2, "struck_out")]


def test_hidden_rows_and_columns_count_and_are_said(
    headings: list[str], payment: Payment, tmp_path: Path
) -> None:
    def hide(_: Any, sheet: Any) -> None:  # noqa: ANN401
        for row in (1, 2, 4):
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.set_column(8, 8, None, None, {"hidden": True})

    rows = [headings, *(payment(document_number=n, net_eur="10,50") for n in "ABCDE")]
    reading = read_workbook(write(tmp_path / "a.xlsx", rows, hide))
    assert reading.rows_loaded == 5
    notes = {note.name: note for note in reading.notes}
    assert notes["amounts_hidden"].severity == "warning"
    assert "31,50\xa0€ (eilutės: 2–3, 5)" in notes["amounts_hidden"].text("lt")
    assert "“VAT, EUR”" in notes["columns_hidden"].text("en")


def test_number_of_a_document_is_read_as_it_is_shown(
    headings: list[str], payment: Payment, tmp_path: Path
) -> None:
    formats = {1: "00000", 2: '"SF-"0000', 3: "0", 4: "General", 5: "000-000"}

    def show(book: Any, sheet: Any) -> None:  # noqa: ANN401
        for row, code in formats.items():
            sheet.write_number(row, 4, 12, book.add_format({"num_format": code}))
        sheet.write_number(6, 4, 123456789012345678)

    rows = [headings, *(payment(net_eur=n) for n in range(1, 7))]
    reading = read_workbook(write(tmp_path / "a.xlsx", rows, show))
    numbers = dict(
        reading.facts["spending"].select("net_eur", "document_number").rows()
    )
    assert list(numbers.values())[:2] == ["00012", "SF-0012"]
    assert numbers[Decimal("5.00")] == "000-012"
    assert reading.rejects.select("row_number", "rule").rows()[-1] == (
        7,
        "exponent_in_code",
    )


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("00000", "00012"),
        ('"SF-"0000', "SF-0012"),
        (r"\S0", "S12"),
        ("000-000", "000-012"),
        ('"Nr. "#', "Nr. 12"),
        ("[Red]0000;[Blue]-0000", "0012"),
        ("0", ""),
        ("#,##0.00", ""),
        ('#,##0" tūkst. Eur"', ""),
        ("0%", ""),
    ],
)
def test_pattern_of_a_format_shows_a_code(code: str, shown: str) -> None:
    pattern = parse_form(code).pattern
    assert (fill_pattern(pattern, "12") if pattern else "") == shown
