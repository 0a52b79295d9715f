"""Layers of a PDF: what is off when it opens is not read, and figures are refused."""

import pytest
from plan_pdf import FONT, ruled, words, write_pdf

from etl.plans.content.content import Table
from etl.plans.content.pdf.file import read_pdf_file
from pazanga.errors import DocumentError

GRID = ruled([50, 150, 250], [200, 220, 240])
HEAD = words("Veikla", (55, 225)) + words("Suma", (155, 225)) + words("1.", (55, 205))
PROSE = words("Ilgas sakinys be jokiu skaiciu. " * 4, (50, 100))
AMOUNT = words("500,00", (155, 205))
WORD = words("juodraštis".replace("š", "s"), (155, 205))
OFF = "/D <</OFF [6 0 R]>>"
ON = "/D <<>>"
ONLY_OTHERS = "/D <</BaseState /OFF /ON [7 0 R]>>"


def layered(drawing: str, mark: str = "/OC /L BDC") -> str:
    return f"{mark}\n{drawing}EMC\n"


def write(
    drawing: str, usual: str, layer: str = "6 0 R", more: str = "", extra: str = "<<>>"
) -> bytes:
    """A page with a table, whose layers are objects 6 and 7."""
    content = (GRID + HEAD + PROSE + drawing).encode("latin-1")
    group = b"<</Type /OCG /Name (Sluoksnis)>>"
    return write_pdf(
        (
            "<</Type /Catalog /Pages 2 0 R"
            f" /OCProperties <</OCGs [6 0 R 7 0 R] {usual}>>>>"
        ).encode(),
        b"<</Type /Pages /Count 1 /Kids [3 0 R]>>",
        (
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 4 0 R"
            f" /Resources <</Font <</F 5 0 R>> /Properties <</L {layer}>>"
            f" /XObject <</X 8 0 R>>>> {more}>>"
        ).encode(),
        b"<</Length %d>> stream\n%s\nendstream" % (len(content), content),
        FONT,
        group,
        group,
        extra.encode(),
    )


def read(pdf: bytes) -> str:
    """The amount in the table of a page."""
    parts = read_pdf_file(pdf, "plan.pdf", 10)
    table = next(part for part in parts if isinstance(part, Table))
    return table.rows[1][1].text


MEMBERS = "<</Type /OCMD /OCGs [6 0 R 7 0 R] /P /{}>>"
DRAWING = (
    "<</Type /XObject /Subtype /Form /BBox [0 0 400 300] /OC 6 0 R"
    f" /Resources <</Font <</F 5 0 R>>>> /Length {len(AMOUNT)}>>"
    f" stream\n{AMOUNT}\nendstream"
)
NOTE = "/Annots [<</Subtype /FreeText /Rect [152 202 248 218] /Contents (500,00)"


@pytest.mark.parametrize(
    "pdf",
    [
        pytest.param(write(layered(AMOUNT), ON), id="on"),
        pytest.param(write(layered(AMOUNT), OFF, "7 0 R"), id="another_is_off"),
        pytest.param(write(layered(AMOUNT), ONLY_OTHERS, "7 0 R"), id="on_alone"),
        pytest.param(write(layered(AMOUNT, "/Span BMC"), OFF), id="no_layer"),
        pytest.param(write(layered(AMOUNT), OFF, MEMBERS.format("AnyOn")), id="any_on"),
        pytest.param(
            write(layered(AMOUNT), OFF, MEMBERS.format("AnyOff")), id="any_off"
        ),
        pytest.param(
            write(layered(AMOUNT), OFF, "<</Type /OCMD /VE [/Not 6 0 R]>>"), id="not"
        ),
        pytest.param(write("/X Do\n", ON, extra=DRAWING), id="drawing"),
        pytest.param(write("", OFF, more=f"{NOTE} /OC 7 0 R>>]"), id="note"),
    ],
)
def test_layer_that_is_shown_is_read(pdf: bytes) -> None:
    assert read(pdf) == "500,00"


@pytest.mark.parametrize(
    "pdf",
    [
        pytest.param(write(layered(AMOUNT), OFF), id="off"),
        pytest.param(write(layered(AMOUNT), ONLY_OTHERS), id="off_with_most"),
        pytest.param(write(layered(layered(AMOUNT, "/P BMC")), OFF), id="nested"),
        pytest.param(write(f"/OC /L BDC\n{AMOUNT}", OFF), id="never_ended"),
        pytest.param(write(layered(AMOUNT), OFF, MEMBERS.format("AllOn")), id="all_on"),
        pytest.param(
            write(layered(AMOUNT), OFF, "<</Type /OCMD /VE [/And 6 0 R 7 0 R]>>"),
            id="and",
        ),
        pytest.param(write("/X Do\n", OFF, extra=DRAWING), id="drawing"),
    ],
)
def test_figures_of_a_hidden_layer_are_refused_with_their_page(pdf: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read(pdf)
    assert caught.value.code == "plans.pdf_layers"
    assert "1 puslapyje" in caught.value.text("lt")


def test_words_of_a_hidden_layer_are_not_read() -> None:
    assert not read(write(layered(WORD), OFF))
    assert read(write(layered(WORD), ON)) == "juodrastis"


def test_note_of_a_hidden_layer_is_not_read() -> None:
    assert not read(write("", OFF, more=f"{NOTE} /OC 6 0 R>>]"))


def test_layer_that_contains_itself_ends() -> None:
    around = "<</Type /OCMD /OCGs 8 0 R>>"
    assert read(write(layered(AMOUNT), ON, "8 0 R", extra=around)) == "500,00"
