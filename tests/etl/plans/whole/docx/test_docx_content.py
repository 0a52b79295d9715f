"""What a DOCX prints is read; what it does not print is not."""

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from plan_docx import NUMBER, add_list, count_paragraph

from etl.plans.content.content import Paragraph, Table
from etl.plans.content.docx.reader import read_docx

W = nsdecls("w")


def read(document: Document) -> list[Any]:
    """Texts of paragraphs, and rows of tables as lists of texts."""
    stream = io.BytesIO()
    document.save(stream)
    return [
        part.text
        if isinstance(part, Paragraph)
        else [[cell.text for cell in row] for row in part.rows]
        for part in read_docx(stream.getvalue(), "plan.docx")
    ]


def with_xml(inner: str) -> Document:
    document = docx.Document()
    section = document.element.body[-1]
    for part in parse_xml(f"<w:body {W}>{inner}</w:body>"):
        section.addprevious(part)
    return document


def text(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param(f"{text('Kal')}{text('nas')}", "Kalnas", id="split_runs"),
        pytest.param(
            f"<w:sdt><w:sdtContent>{text('Laukas')}</w:sdtContent></w:sdt>",
            "Laukas",
            id="content_control",
        ),
        pytest.param(
            f"<w:ins>{text('naujas ')}</w:ins><w:del><w:r><w:delText>senas</w:delText>"
            f"</w:r></w:del>{text('planas')}",
            "naujas planas",
            id="tracked_changes",
        ),
        pytest.param(
            f"<w:hyperlink>{text('e-tar.lt')}</w:hyperlink>", "e-tar.lt", id="link"
        ),
        pytest.param(
            f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>slapta</w:t></w:r>{text('matoma')}",
            "matoma",
            id="hidden",
        ),
        pytest.param(
            "<w:r><w:rPr><w:caps/></w:rPr><w:t>Lyderystė</w:t></w:r>",
            "LYDERYSTĖ",
            id="capitals",
        ),
        pytest.param(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE'
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            f'{text("7")}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "7",
            id="field",
        ),
        pytest.param(
            "<w:r><w:t>2021</w:t><w:noBreakHyphen/><w:t>2022</w:t><w:tab/>"
            "<w:t>m. m.</w:t></w:r>",
            "2021-2022 m. m.",
            id="marks",
        ),
        pytest.param(
            text("120\u00a0139,15 ") + text(" Eur\u00ad"),
            "120 139,15 Eur",
            id="spaces",
        ),
        pytest.param(text("• Kalnas e\u0307"), "Kalnas ė", id="bullet_and_accent"),
    ],
)
def test_docx_reads_what_is_printed(inner: str, expected: str) -> None:
    assert read(with_xml(f"<w:p>{inner}</w:p>")) == [expected]


def note(kind: str, attributes: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="7" {attributes}/></w:r>'


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param(f"{text('7500,00')}{note('footnote')}", "7500,00¹", id="amount"),
        pytest.param(
            f"{text('7500,00 Eur ')}{note('endnote')}", "7500,00 Eur¹", id="currency"
        ),
        pytest.param(
            f"{text('83,01')}{note('footnote')}{note('footnote')}", "83,01¹²", id="two"
        ),
        pytest.param(f"{text('Salė')}{note('footnote')}", "Salė", id="words"),
        pytest.param(
            f"{text('2 salės')}{note('footnote')}", "2 salės", id="figure_and_words"
        ),
        pytest.param(
            text("5,00") + note("footnote", 'w:customMarkFollows="1"') + text("*"),
            "5,00*",
            id="own_mark",
        ),
        pytest.param(
            f"{text('Salė')}{note('footnote')}{text(' 5,00')}", "Salė 5,00", id="before"
        ),
    ],
)
def test_docx_marks_figures_that_have_a_note(inner: str, expected: str) -> None:
    assert read(with_xml(f"<w:p>{inner}</w:p>")) == [expected]


def test_docx_counts_its_notes() -> None:
    cells = f"<w:p>{text('5,00')}{note('footnote')}</w:p>"
    assert read(with_xml(cells * 2)) == ["5,00¹", "5,00²"]


def test_docx_parts_lines_where_the_author_did() -> None:
    lines = "<w:p><w:r><w:t>Pirma</w:t><w:br/><w:t>Antra</w:t></w:r></w:p><w:p/>"
    assert read(with_xml(lines)) == ["Pirma", "Antra"]


def test_docx_reads_capitals_of_a_style() -> None:
    document = docx.Document()
    document.styles["Heading 1"].font.all_caps = True
    document.add_heading("Infrastruktūra", 1)
    assert read(document) == ["INFRASTRUKTŪRA"]


def test_docx_reads_merged_cells_once() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    for column in range(3):
        table.cell(0, column).text = "Visa" if column == 0 else ""
    table.cell(0, 0).merge(table.cell(0, 2))
    table.cell(2, 1).text = ""
    table.cell(1, 1).merge(table.cell(2, 1))
    assert read(document) == [[["Visa"], ["10", "11", "12"], ["20", "22"]]]


def test_docx_reads_a_table_inside_a_cell_as_its_text() -> None:
    document = docx.Document()
    cell = document.add_table(1, 2).cell(0, 0)
    cell.text = "Išorė"
    cell.add_table(1, 2).cell(0, 1).text = "vidus"
    assert read(document) == [[["Išorė vidus", ""]]]


def test_docx_knows_where_cells_stand() -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    for column, width in zip(table.columns, (100, 200, 300), strict=True):
        column.width = width * 635
    table.cell(0, 0).merge(table.cell(0, 1))
    stream = io.BytesIO()
    document.save(stream)
    [part] = read_docx(stream.getvalue(), "plan.docx")
    assert isinstance(part, Table)
    edges = [[(cell.left, cell.right) for cell in row] for row in part.rows]
    assert edges == [
        [(0, 300), (300, 600)],
        [(0, 100), (100, 300), (300, 600)],
    ]


@pytest.fixture
def listed() -> Callable[..., Document]:
    """A document with one paragraph per level, counted by the list of `add_list`."""

    def make(*levels: int, numbers: str = NUMBER) -> Document:
        document = docx.Document()
        add_list(document, numbers)
        for level in levels:
            count_paragraph(document.add_paragraph("Veikla")._p, level)
        return document

    return make


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        pytest.param((0, 0, 0), "1. 2. 3.", id="one_level"),
        pytest.param((0, 1, 1, 0, 1), "1. 1.1. 1.2. 2. 2.1.", id="nested"),
        pytest.param((1, 1), "1.1. 1.2.", id="upper_level_never_printed"),
        pytest.param((0, 2, 2, 1, 2), "1. a) b) 1.1. a)", id="letters_begin_again"),
        pytest.param((3, 3), "I. II.", id="roman"),
    ],
)
def test_docx_counts_its_lists(
    levels: tuple[int, ...], expected: str, listed: Callable[..., Document]
) -> None:
    numbers = [paragraph.removesuffix(" Veikla") for paragraph in read(listed(*levels))]
    assert " ".join(numbers) == expected


def test_docx_begins_a_list_where_it_says(listed: Callable[..., Document]) -> None:
    override = (
        f'<w:num {W} w:numId="90"><w:abstractNumId w:val="90"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
    )
    assert read(listed(0, 1, 0, numbers=override)) == [
        *("7. Veikla", "7.1. Veikla", "8. Veikla"),
    ]


def test_docx_counts_paragraphs_of_a_numbered_style() -> None:
    document = docx.Document()
    for words in ("Pirma", "Antra"):
        document.add_paragraph(words, style="List Number")
    document.add_paragraph("Be numerio")
    assert read(document) == ["1. Pirma", "2. Antra", "Be numerio"]
