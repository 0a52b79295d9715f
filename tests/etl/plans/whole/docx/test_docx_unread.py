"""What a DOCX shows and is no text of its own: said, refused, or not seen at all."""

import io
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from etl.plans.content.content import Table
from etl.plans.content.docx.reader import read_docx
from etl.plans.extract import extract_document
from pazanga.errors import DocumentError
from pazanga.settings import PROJECT_ROOT

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NAMES = (
    f"{nsdecls('w', 'r')} xmlns:v='urn:schemas-microsoft-com:vml'"
    f" xmlns:o='urn:schemas-microsoft-com:office:office'"
    f" xmlns:p='{DRAWING}/picture' xmlns:c='{DRAWING}/chart'"
)
PICTURE = "<w:r><w:drawing><p:pic/></w:drawing></w:r>"
OLD_PICTURE = "<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>"
CHART = "<w:r><w:drawing><c:chart/></w:drawing></w:r>"
SHEET = (
    "<w:r><w:object><v:shape><v:imagedata/></v:shape>"
    '<o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
)
LINE = "<w:r><w:pict><v:line/></w:pict></w:r>"
HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:drawing><p:pic/></w:drawing></w:r>"
WHITE = '<w:color w:val="FFFFFF"/>'


def text(words: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"


def cell(inner: str, properties: str = "", paragraph: str = "") -> str:
    body = f"<w:p><w:pPr>{paragraph}</w:pPr>{inner}</w:p>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{body}</w:tc>"


def table(*rows: tuple[str, ...], properties: str = "") -> str:
    grid = '<w:gridCol w:w="100"/>' * len(rows[0])
    made = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    look = f"<w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    return f"<w:tbl>{look}{made}</w:tbl>"


def document_of(inner: str) -> Document:
    document = docx.Document()
    section = document.element.body[-1]
    for part in parse_xml(f"<w:body {NAMES}>{inner}</w:body>"):
        section.addprevious(part)
    return document


def save(inner: str) -> bytes:
    stream = io.BytesIO()
    document_of(inner).save(stream)
    return stream.getvalue()


HEADINGS = ("Veiklos Nr.", "Veiklos pavadinimas", "Išlaidos Eur be PVM", "PVM suma")
TITLE = "Utenos rajono savivaldybės švietimo pažangos planas"
OPENING = "6. Lentelėje nurodykite mokyklose planuojamas vykdyti veiklas."
NEXT = "7. Informacija apie biudžeto paskirstymą projekto partneriams."


def plan(net: str, title: str = "", behind: str = "") -> str:
    """A plan of one activity whose cost is given as the runs of its cell."""
    costs = table(
        tuple(cell(text(heading)) for heading in HEADINGS),
        (
            cell(text("1.")),
            cell(text("Salė") + title),
            cell(net),
            cell(text("105,00")),
        ),
    )
    before = "".join(f"<w:p>{text(words)}</w:p>" for words in (TITLE, OPENING))
    return f"{before}{costs}{behind}<w:p>{text(NEXT)}</w:p>"


def read_plan(inner: str, folder: Path) -> tuple[str, list[str]]:
    """The net cost of the activity, and what is said of pictures and objects."""
    path = folder / "plan.docx"
    path.write_bytes(save(inner))
    frames = extract_document(path, PROJECT_ROOT / "data" / "reference", []).frames
    said = frames["findings"].filter(rule="picture_unread")["message"]
    return str(frames["activities"]["net_eur"][0]), said.to_list()


IN_ROW = " stands in a table of section 6, in the row “1. Salė”"


@pytest.mark.parametrize(
    ("net", "amount", "said"),
    [
        pytest.param(text("500,00"), "500.00", "", id="text"),
        pytest.param(PICTURE, "None", f"A picture{IN_ROW}", id="picture"),
        pytest.param(OLD_PICTURE, "None", f"A picture{IN_ROW}", id="old_picture"),
        pytest.param(CHART, "None", f"A picture{IN_ROW}", id="chart"),
        pytest.param(SHEET, "None", f"An embedded object{IN_ROW}", id="sheet"),
        pytest.param(text("5") + PICTURE, "5.00", f"A picture{IN_ROW}", id="half"),
        pytest.param(LINE, "None", "", id="line"),
        pytest.param(HIDDEN, "None", "", id="hidden"),
    ],
)
def test_picture_in_place_of_an_amount_is_said(
    net: str, amount: str, said: str, tmp_path: Path
) -> None:
    found, messages = read_plan(plan(net), tmp_path)
    assert found == amount
    assert [message.startswith(said) for message in messages] == [True] * bool(said)


def test_picture_beside_words_is_no_matter(tmp_path: Path) -> None:
    assert read_plan(plan(text("500,00"), title=PICTURE), tmp_path) == ("500.00", [])


def test_sheet_between_paragraphs_is_said_and_keeps_the_table(tmp_path: Path) -> None:
    behind = f"<w:p>{SHEET}</w:p>"
    amount, said = read_plan(plan(text("500,00"), behind=behind), tmp_path)
    assert amount == "500.00"
    assert [message[:50] for message in said] == [
        "An embedded object stands in a table of section 6:"
    ]


def test_picture_between_paragraphs_is_no_matter(tmp_path: Path) -> None:
    behind = f"<w:p>{PICTURE}</w:p>"
    assert read_plan(plan(text("500,00"), behind=behind), tmp_path)[1] == []


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param(
            f'<w:p>{text("Planas")}</w:p><w:altChunk r:id="x"/>', id="in_the_text"
        ),
        pytest.param(
            table((cell(text("Planas")), '<w:tc><w:altChunk r:id="x"/><w:p/></w:tc>')),
            id="in_a_cell",
        ),
    ],
)
def test_content_of_another_file_is_refused_with_its_place(inner: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_docx(save(inner), "plan.docx")
    assert caught.value.code == "plans.docx_chunk"
    assert "„Planas“" in caught.value.text("lt")
    assert "“Planas”" in caught.value.text("en")


DARK = '<w:shd w:val="clear" w:fill="1F3864"/>'
PALE = '<w:shd w:val="clear" w:color="auto" w:fill="auto"/>'
PATTERN = '<w:shd w:val="pct20" w:color="auto" w:fill="FFFFFF"/>'


@pytest.mark.parametrize(
    ("own", "paragraph", "of_cell", "of_table", "is_seen"),
    [
        pytest.param("", "", "", "", True, id="usual"),
        pytest.param('<w:color w:val="auto"/>', "", "", "", True, id="automatic"),
        pytest.param('<w:color w:val="FF0000"/>', "", "", "", True, id="red"),
        pytest.param(WHITE, "", "", "", False, id="white"),
        pytest.param('<w:color w:val="FEFEFE"/>', "", "", "", False, id="nearly"),
        pytest.param(WHITE, "", PALE, "", False, id="white_on_nothing"),
        pytest.param(WHITE, "", DARK, "", True, id="white_on_a_dark_cell"),
        pytest.param(WHITE, "", "", DARK, True, id="white_on_a_dark_table"),
        pytest.param(WHITE, DARK, "", "", True, id="white_on_dark_words"),
        pytest.param(WHITE + DARK, "", "", "", True, id="white_on_a_dark_run"),
        pytest.param(WHITE, "", PATTERN, "", True, id="white_on_a_pattern"),
        pytest.param(
            '<w:color w:val="1F3864"/>', "", DARK, "", False, id="dark_on_dark"
        ),
        pytest.param(
            f'{WHITE}<w:highlight w:val="black"/>', "", "", "", True, id="highlighted"
        ),
    ],
)
def test_words_in_the_colour_of_their_ground_are_not_read(
    own: str, paragraph: str, of_cell: str, of_table: str, *, is_seen: bool
) -> None:
    inner = cell(text("5") + text("9", own), of_cell, paragraph)
    [part] = read_docx(save(table((inner,), properties=of_table)), "plan.docx")
    assert isinstance(part, Table)
    assert part.rows[0][0].text == ("59" if is_seen else "5")


@pytest.mark.parametrize(
    "style", ["Table Grid", pytest.param("Medium Shading 1 Accent 1", id="shaded")]
)
def test_style_that_shades_a_table_may_be_dark(style: str) -> None:
    document = docx.Document()
    made = document.add_table(1, 1, style)
    made.rows[0].cells[0].paragraphs[0]._p.append(
        parse_xml(f"<w:body {NAMES}>{text('9', WHITE)}</w:body>")[0]
    )
    stream = io.BytesIO()
    document.save(stream)
    [part] = read_docx(stream.getvalue(), "plan.docx")
    assert isinstance(part, Table)
    assert part.rows[0][0].text == ("" if style == "Table Grid" else "9")
