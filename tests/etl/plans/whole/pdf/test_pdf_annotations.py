"""What lies over a page of a PDF: fields and notes as they print, and pictures."""

import pytest
from plan_pdf import FONT, ruled, words, write_page, write_pdf

from etl.plans.content.content import PICTURE, UNKNOWN_CHARACTER, Table
from etl.plans.content.pdf.file import read_pdf_file
from etl.plans.content.pdf.thresholds import PDF
from pazanga.errors import DocumentError

GRID = ruled([50, 150, 250], [200, 220, 240])
CELLS = words("Veikla", (55, 225)) + words("Suma", (155, 225)) + words("1.", (55, 205))
IN_CELL = "/Rect [152 202 248 218]"
UNSURE = UNKNOWN_CHARACTER


def look(text: str, box: str = "0 0 96 16", more: str = "") -> bytes:
    """The appearance of an annotation: words in a frame."""
    drawing = f"0 0 96 16 re S BT /F 10 Tf 1 0 0 1 3 4 Tm ({text}) Tj ET"
    return (
        f"<</Type /XObject /Subtype /Form /BBox [{box}] {more}"
        f" /Resources <</Font <</F 5 0 R>>>> /Length {len(drawing)}>>"
        f" stream\n{drawing}\nendstream"
    ).encode("latin-1")


def write(
    annotation: str, *others: bytes, form: str = "", size: str = "", count: int = 1
) -> bytes:
    """A page with a table and one annotation, object 6, that many times."""
    prose = words("Ilgas sakinys be jokiu skaiciu. " * 4, (50, 100))
    drawing = (GRID + CELLS + prose).encode("latin-1")
    return write_pdf(
        f"<</Type /Catalog /Pages 2 0 R /AcroForm <<{form}>>>>".encode(),
        b"<</Type /Pages /Count 1 /Kids [3 0 R]>>",
        (
            f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] {size}"
            " /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>"
            f" /Annots [{'6 0 R ' * count}]>>"
        ).encode(),
        b"<</Length %d>> stream\n%s\nendstream" % (len(drawing), drawing),
        FONT,
        f"<</Type /Annot {annotation}>>".encode("latin-1"),
        *others,
    )


def read_table(pdf: bytes) -> Table:
    parts = read_pdf_file(pdf, "plan.pdf", 10)
    return next(part for part in parts if isinstance(part, Table))


def read(pdf: bytes) -> list[list[str]]:
    table = read_table(pdf)
    return [[cell.text for cell in row] for row in table.rows]


FIELD = f"/Subtype /Widget /FT /Tx {IN_CELL} /V (500,00)"
NOTE = f"/Subtype /FreeText {IN_CELL} /Contents (500,00)"
AP = "/AP <</N 7 0 R>>"
STALE = "/NeedAppearances true"


@pytest.mark.parametrize(
    ("annotation", "others", "form", "amount"),
    [
        pytest.param(f"{FIELD} {AP}", [look("500,00")], "", "500,00", id="field"),
        pytest.param(FIELD, [], "", "500,00", id="field_without_a_look"),
        pytest.param(f"{FIELD} {AP}", [look("7,00")], "", "7,00", id="as_it_looks"),
        pytest.param(f"{FIELD} {AP}", [look("7,00")], STALE, "500,00", id="stale_look"),
        pytest.param(
            f"{FIELD} /AA <</F <</S /JavaScript>>>>",
            [],
            "",
            f"500,00{UNSURE}",
            id="formatted_by_a_program",
        ),
        pytest.param(
            f"/Subtype /Widget {IN_CELL} /Parent 7 0 R",
            [b"<</FT /Tx /V (500,00)>>"],
            "",
            "500,00",
            id="value_of_its_parent",
        ),
        pytest.param(
            f"/Subtype /Widget /FT /Ch {IN_CELL} /V (500,00)",
            [],
            "",
            f"500,00{UNSURE}",
            id="chosen_from_a_list",
        ),
        pytest.param(
            f"/Subtype /Widget /FT /Btn {IN_CELL} /AS /On /AP <</N <</On 7 0 R>>>>",
            [look("4")],
            "",
            "",
            id="tick_of_a_box",
        ),
        pytest.param(f"{FIELD} /Ff 8192", [], "", "", id="password"),
        pytest.param(f"{FIELD} /F 2", [], "", "", id="hidden"),
        pytest.param(f"{FIELD} /F 36", [], "", "500,00", id="only_printed"),
        pytest.param(f"{NOTE} {AP}", [look("500,00")], "", "500,00", id="note"),
        pytest.param(NOTE, [], "", "500,00", id="note_without_a_look"),
        pytest.param(
            NOTE.replace("FreeText", "Text"), [], "", "", id="note_behind_an_icon"
        ),
        pytest.param(
            NOTE.replace("FreeText", "Popup"), [], "", "", id="note_that_pops_up"
        ),
        pytest.param(
            f"{NOTE} {AP}",
            [look("500,00", "0 0 48 8", "/Matrix [.5 0 0 .5 0 0]")],
            "",
            "500,00",
            id="stretched",
        ),
    ],
)
def test_cell_is_read_with_what_lies_over_it(
    annotation: str, others: list[bytes], form: str, amount: str
) -> None:
    pdf = write(annotation, *others, form=form)
    assert read(pdf) == [["Veikla", "Suma"], ["1.", amount]]


LONG = "1 200 500,00 Eur be PVM, kartu su remonto darbais"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(LONG, LONG, id="wrapped"),
        pytest.param("1 222 000,00 Eur", "1 222 000,00 Eur", id="narrow"),
        pytest.param("12 345,67 " * 60, UNSURE, id="cut"),
    ],
)
def test_long_value_stays_in_its_cell(text: str, expected: str) -> None:
    note = f"/Subtype /FreeText /Rect [212 202 248 218] /Contents ({text})"
    first, second = read(write(note))[1]
    assert first == "1."
    assert second.endswith(expected)
    assert expected in {UNSURE, second}


def test_lines_of_a_note_are_read_one_below_the_other() -> None:
    note = f"/Subtype /FreeText {IN_CELL} /DA (/Helv 6 Tf) /Contents (500,00\\rEur)"
    assert read(write(note))[1] == ["1.", "500,00 Eur"]


def test_words_struck_out_by_a_note_do_not_count() -> None:
    quads = "/QuadPoints [55 235 90 235 55 222 90 222]"
    table = read_table(write(f"/Subtype /StrikeOut /Rect [55 222 90 235] {quads}"))
    first = table.rows[0][0]
    assert (first.text, first.left_out) == ("", ("Veikla",))


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_field_of_a_turned_page_is_read_in_its_cell(rotate: int) -> None:
    pdf = write(f"{FIELD} {AP}", look("500,00"), size=f"/Rotate {rotate}")
    assert read(pdf) == [["Veikla", "Suma"], ["1.", "500,00"]]


@pytest.mark.parametrize(
    "annotation",
    [
        "/Subtype /Widget /Rect [0 0]",
        "/Rect (x)",
        "/Subtype 5 /AP 6 0 R",
        f"{NOTE} /F ()",
    ],
)
def test_broken_annotation_is_no_annotation(annotation: str) -> None:
    assert read(write(annotation))[0] == ["Veikla", "Suma"]


def picture(left: float, low: float, width: float, height: float) -> str:
    data = "BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI"
    return f"q {width} 0 0 {height} {left} {low} cm {data} Q\n"


@pytest.mark.parametrize(
    ("drawing", "pictured"),
    [
        pytest.param("", [], id="none"),
        pytest.param(picture(160, 203, 60, 14), [(1, 1)], id="in_a_cell"),
        pytest.param(picture(140, 190, 120, 35), [(1, 1)], id="over_a_cell"),
        pytest.param(picture(160, 100, 60, 14), [], id="below_the_table"),
        pytest.param(picture(0, 0, 400, 300), [], id="behind_the_page"),
        pytest.param(picture(160, 203, 3, 3), [], id="a_dot"),
    ],
)
def test_picture_in_a_cell_is_kept_in_mind(
    drawing: str, pictured: list[tuple[int, int]]
) -> None:
    table = read_table(write_page(GRID + CELLS + drawing))
    found = [
        (row, column)
        for row, cells in enumerate(table.rows)
        for column, cell in enumerate(cells)
        if cell.unread == (PICTURE,)
    ]
    assert found == pictured


def test_page_under_too_many_notes_is_refused_not_cut() -> None:
    with pytest.raises(DocumentError) as caught:
        read(write(NOTE, count=PDF.annotations + 1))
    assert caught.value.code == "plans.pdf_notes"
    assert str(PDF.annotations) in caught.value.text("lt")
