"""A DOCX that prints something else than its text says: read as printed, or not."""

import io
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from etl.plans.content.content import UNKNOWN_CHARACTER, Table
from etl.plans.content.docx.reader import read_docx
from etl.plans.extract import extract_document
from etl.plans.form.money.amounts import read_cell
from pazanga.settings import PROJECT_ROOT

NAMES = (
    f"{nsdecls('w')}"
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
WORD = UNKNOWN_CHARACTER


def text(words: str, properties: str = "") -> str:
    return (
        f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'
    )


def symbol(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def field(code: str, result: str, attributes: str = "") -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}" {}/></w:r>'
    return (
        mark.format("begin", attributes)
        + f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        + (mark.format("separate", "") + result if result else "")
        + mark.format("end", "")
    )


def box(words: str) -> str:
    inner = f"<w:txbxContent><w:p>{text(words)}</w:p></w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{inner}</w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def row(*cells: str, properties: str = "") -> str:
    made = "".join(
        cell
        if cell.startswith("<w:")
        else f"<w:tc><w:tcPr/><w:p>{text(cell)}</w:p></w:tc>"
        for cell in cells
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def cell(inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: str) -> str:
    grid = '<w:gridCol w:w="100"/>' * 3
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def document_of(inner: str) -> Document:
    document = docx.Document()
    section = document.element.body[-1]
    for part in parse_xml(f"<w:body {NAMES}>{inner}</w:body>"):
        section.addprevious(part)
    return document


def read(inner: str) -> list[str | list[list[str]]]:
    """Texts of paragraphs, and rows of tables as lists of texts."""
    stream = io.BytesIO()
    document_of(inner).save(stream)
    return [
        [[one.text for one in row] for row in part.rows]
        if isinstance(part, Table)
        else part.text
        for part in read_docx(stream.getvalue(), "plan.docx")
    ]


PARAGRAPHS = {
    "symbol_digit": (f"{text('1')}{symbol('Symbol', 'F032')}{text('5,00')}", "125,00"),
    "symbol_sign": (f"{text('5 ')}{symbol('Symbol', 'F0A0')}", "5 €"),
    "symbol_text_font": (f"{text('5 ')}{symbol('Arial', '20AC')}", "5 €"),
    "picture_at_figures": (
        f"{text('1')}{symbol('Wingdings', 'F032')}{text('5,00')}",
        f"1{WORD}5,00",
    ),
    "picture_as_bullet": (f"{symbol('Wingdings', 'F0A7')}{text(' Salė')}", "Salė"),
    "picture_font": (
        text("125", '<w:rFonts w:ascii="Wingdings"/>'),
        WORD * 3,
    ),
    "code_without_meaning": (text("1\uf032\uf0355,00"), f"1{WORD}5,00"),
    "spaces_not_kept": (
        "<w:r><w:t>12 </w:t></w:r><w:r><w:t> 345,00</w:t></w:r>",
        "12345,00",
    ),
    "hidden_figure": (f"{text('1')}{text('2', '<w:vanish/>')}{text('5,00')}", "15,00"),
    "inserted_and_deleted": (
        (
            f"<w:ins>{text('5')}</w:ins><w:del><w:r><w:delText>4</w:delText></w:r></w:del>"
            f"{text('00,00')}"
        ),
        "500,00",
    ),
    "moved_here": (f"<w:moveTo>{text('5,00')}</w:moveTo>", "5,00"),
    "moved_away": (f"<w:moveFrom>{text('4,00')}</w:moveFrom>{text('5,00')}", "5,00"),
    "formula": (field("=SUM(ABOVE)", text("45,00")), "45,00"),
    "formula_without_result": (field("=SUM(ABOVE)", ""), ""),
    "formula_to_be_worked_out": (
        field("=SUM(ABOVE)", text("45,00"), 'w:dirty="true"'),
        f"45,00{WORD}",
    ),
    "page_to_be_worked_out": (field("PAGE", text("45"), 'w:dirty="true"'), "45"),
    "field_in_code": (
        field(f"IF {field('=1+1', text('2'))} = 2", text("7,00")).replace(
            "<w:instrText><", "<"
        ),
        "7,00",
    ),
    "simple_formula": (
        f'<w:fldSimple w:instr="=A1+A2">{text("45,00")}</w:fldSimple>',
        "45,00",
    ),
    "simple_formula_to_be_worked_out": (
        f'<w:fldSimple w:instr="=A1" w:dirty="1">{text("45,00")}</w:fldSimple>',
        f"45,00{WORD}",
    ),
    "list_to_choose_from": (
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>'
            '<w:result w:val="1"/><w:listEntry w:val="5,00"/>'
            '<w:listEntry w:val="7,00"/></w:ddList></w:ffData></w:fldChar></w:r>'
            "<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        ),
        "7,00",
    ),
    "field_that_never_ends": (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{text("7,00")}',
        "7,00",
    ),
    "fraction": (
        (
            "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t>"
            "</m:r></m:den></m:f></m:oMath>"
        ),
        f"1{WORD}2",
    ),
    "plain_formula": ("<m:oMath><m:r><m:t>12,00</m:t></m:r></m:oMath>", "12,00"),
    "right_to_left": (f'<w:bdo w:val="rtl">{text("12,34")}</w:bdo>', f"12,34{WORD}"),
    "right_to_left_mark": (text("\u202e12,34"), f"{WORD}12,34"),
    "left_to_right_mark": (text("\u200e12,34"), "12,34"),
    "control_around_words": (
        (
            f"<w:sdt><w:sdtContent>{text('12')}<w:sdt><w:sdtContent>{text(',34')}"
            "</w:sdtContent></w:sdt></w:sdtContent></w:sdt>"
        ),
        "12,34",
    ),
    "control_not_filled_in": (
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
            f"<w:sdtContent>{text('12,34')}</w:sdtContent></w:sdt>"
        ),
        f"12,34{WORD}",
    ),
    "control_filled_in": (
        (
            '<w:sdt><w:sdtPr><w:showingPlcHdr w:val="0"/></w:sdtPr>'
            f"<w:sdtContent>{text('12,34')}</w:sdtContent></w:sdt>"
        ),
        "12,34",
    ),
    "control_that_asks_for_words": (
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
            f"<w:sdtContent>{text('Sum')}</w:sdtContent></w:sdt>"
        ),
        "Sum",
    ),
}


@pytest.mark.parametrize(("inner", "expected"), PARAGRAPHS.values(), ids=PARAGRAPHS)
def test_paragraph_is_read_as_it_is_printed(inner: str, expected: str) -> None:
    assert read(f"<w:p>{inner}</w:p>") == ([expected] if expected else [])


def test_figure_that_cannot_be_read_leaves_no_amount() -> None:
    unread = [expected for _, expected in PARAGRAPHS.values() if WORD in expected]
    assert len(unread) > 5
    assert [read_cell(printed).amount for printed in unread] == [None] * len(unread)


DELETED_MARK = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
CONTINUE = '<w:vMerge w:val="continue"/>'
RESTART = '<w:vMerge w:val="restart"/>'
BODY = f"<w:p>{text('d')}</w:p>"
TABLES = {
    "control_around_row_and_cell": (
        table(
            f"<w:sdt><w:sdtContent>{row('a', 'b')}</w:sdtContent></w:sdt>",
            row(
                "c",
                f"<w:sdt><w:sdtContent>{cell(BODY)}</w:sdtContent></w:sdt>",
            ),
        ),
        [["a", "b"], ["c", "d"]],
    ),
    "hidden_row": (
        table(row("a", "b"), row("c", "d", properties="<w:hidden/>"), row("e", "f")),
        [["a", "b"], ["e", "f"]],
    ),
    "row_said_not_to_be_hidden": (
        table(row("a", "b", properties='<w:hidden w:val="0"/>')),
        [["a", "b"]],
    ),
    "deleted_row": (
        table(row("a", "b"), row("c", "4,00", properties="<w:del/>"), row("e", "f")),
        [["a", "b"], ["e", "f"]],
    ),
    "deleted_cell": (
        table(row("a", cell(f"<w:p>{text('4,00')}</w:p>", "<w:cellDel/>"), "c")),
        [["a", "", "c"]],
    ),
    "merged_the_old_way": (
        table(
            row(
                cell(f"<w:p>{text('a')}</w:p>", '<w:hMerge w:val="restart"/>'),
                cell(f"<w:p>{text('lost')}</w:p>", "<w:hMerge/>"),
                "c",
            )
        ),
        [["a", "c"]],
    ),
    "merged_with_nothing_above": (
        table(
            row("a", "b"),
            row("c", cell(f"<w:p>{text('7,00')}</w:p>", CONTINUE)),
        ),
        [["a", "b"], ["c", "7,00"]],
    ),
    "merged_with_a_hidden_row": (
        table(
            row(
                "a",
                cell(f"<w:p>{text('5,00')}</w:p>", RESTART),
                properties="<w:hidden/>",
            ),
            row("c", cell(f"<w:p>{text('7,00')}</w:p>", CONTINUE)),
        ),
        [["c", "7,00"]],
    ),
    "table_in_a_cell": (
        table(row("a", cell(f"{table(row('5,00', '1,05'))}<w:p/>"))),
        [["a", "5,00 1,05"]],
    ),
    "table_that_only_lays_out": (
        table(row(cell(f"<w:p>{text('6.')}</w:p>{table(row('a', 'b'))}<w:p/>"))),
        ["6.", [["a", "b"]]],
    ),
}


@pytest.mark.parametrize(("inner", "expected"), TABLES.values(), ids=TABLES)
def test_table_is_read_as_it_is_printed(inner: str, expected: list[object]) -> None:
    whole = expected if isinstance(expected[0], str) else [expected]
    assert read(inner) == whole


def test_box_of_text_in_running_text_is_read_once() -> None:
    assert read(f"<w:p>{text('Planas')}{box('Utenos rajonas')}</w:p>") == [
        *("Planas", "Utenos rajonas"),
    ]


def read_cells(inner: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    stream = io.BytesIO()
    document_of(inner).save(stream)
    [part] = read_docx(stream.getvalue(), "plan.docx")
    assert isinstance(part, Table)
    return [(one.left_out, one.floating) for row in part.rows for one in row]


def test_box_over_a_table_belongs_to_no_cell() -> None:
    boxed = cell(f"<w:p>{text('a')}{box('5,00')}</w:p>")
    assert read(table(row(boxed, "b"))) == [[["a", "b"]]]
    assert read_cells(table(row(boxed, "b"))) == [((), ("5,00",)), ((), ())]


def test_deleted_row_is_kept_aside() -> None:
    gone = row("c", "4,00", properties="<w:del/>")
    assert read_cells(table(gone, row("a"))) == [(("c", "4,00"), ())]
    assert read_cells(table(row("a"), gone)) == [(("c", "4,00"), ())]


def test_deleted_paragraph_is_not_counted() -> None:
    document = docx.Document()
    for words in ("Pirma", "Antra", "Trečia"):
        document.add_paragraph(words, style="List Number")
    second = document.paragraphs[1]._p
    second.insert(0, parse_xml(f"<w:body {NAMES}>{DELETED_MARK}</w:body>")[0])
    second[0].append(parse_xml(f'<w:pStyle {NAMES} w:val="ListNumber"/>'))
    for child in list(second)[1:]:
        second.remove(child)
    stream = io.BytesIO()
    document.save(stream)
    found = read_docx(stream.getvalue(), "plan.docx")
    assert [part.text for part in found if not isinstance(part, Table)] == [
        *("1. Pirma", "2. Trečia"),
    ]


HEADINGS = ("Veiklos Nr.", "Veiklos pavadinimas", "Išlaidos Eur be PVM", "PVM suma")


def test_what_a_cost_table_does_not_count_is_said(tmp_path: Path) -> None:
    boxed = cell(f"<w:p>{text('Salė')}{box('900,00')}</w:p>")
    deleted = row("2.", "Kiemas", "400,00", "84,00", properties="<w:del/>")
    costs = table(
        row(*HEADINGS), row("1.", boxed, "500,00", "105,00"), deleted
    ).replace('<w:gridCol w:w="100"/>' * 3, '<w:gridCol w:w="100"/>' * 4)
    title = "Utenos rajono savivaldybės švietimo pažangos planas"
    opening = "6. Lentelėje nurodykite mokyklose planuojamas vykdyti veiklas."
    inner = f"<w:p>{text(title)}</w:p><w:p>{text(opening)}</w:p>{costs}"
    path = tmp_path / "plan.docx"
    document_of(inner).save(str(path))
    frames = extract_document(path, PROJECT_ROOT / "data" / "reference", []).frames
    rows = frames["activities"].select("activity_number", "net_eur").rows()
    found = dict(frames["findings"].select("rule", "found").rows())
    assert [(number, str(net)) for number, net in rows] == [("1", "500.00")]
    assert found["amount_left_over"] == "900,00"
    assert found["text_left_out"] == "2. Kiemas 400,00 84,00"
