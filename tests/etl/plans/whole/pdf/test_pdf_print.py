"""A PDF whose text says something else than its page shows: read as it is shown."""

import pytest
from plan_pdf import area, ruled, words, write_page

from etl.plans.content.content import UNKNOWN_CHARACTER, Table
from etl.plans.content.pdf.file import read_pdf_file
from pazanga.errors import DocumentError

GRID = ruled([50, 150, 250], [200, 220, 240])
CELLS = (
    words("Veikla", (55, 225))
    + words("Suma", (155, 225))
    + words("1.", (55, 205))
    + words("500,00", (155, 205))
)
READ = [[["Veikla", "Suma"], ["1.", "500,00"]]]
# A page turned by hand: its text goes up, as a table on its side is printed.
UPWARDS = "0 1 -1 0 300 0 cm\n"
DOWNWARDS = "0 -1 1 0 0 400 cm\n"
OVER = "-1 0 0 -1 400 300 cm\n"
WHITE, DARK = "1 1 1", "0 0 0.4"


def read(pdf: bytes) -> list[str | list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in part.rows]
        if isinstance(part, Table)
        else part.text
        for part in read_pdf_file(pdf, "plan.pdf", 10)
    ]


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        pytest.param("", READ, id="usual"),
        pytest.param(words("9", (188, 205), "3 Tr"), READ, id="not_drawn"),
        pytest.param(words("9", (188, 205), "7 Tr"), READ, id="only_clips"),
        pytest.param(words("9", (188, 205), "1 g"), READ, id="white"),
        pytest.param(words("9", (188, 205), "1 1 1 rg"), READ, id="white_in_colours"),
        pytest.param(words("9", (188, 205), "0 0 0 0 k"), READ, id="no_ink"),
        pytest.param(
            words("9", (185.5, 205), "1 g 1 Tr"),
            [[["Veikla", "Suma"], ["1.", "500,009"]]],
            id="white_with_an_outline",
        ),
        pytest.param(words("500,00", (155.3, 205)), READ, id="twice_for_bold"),
        pytest.param(words("500,00", (156, 204.2)), READ, id="with_a_shadow"),
    ],
)
def test_cell_is_read_as_it_is_shown(drawing: str, expected: list[object]) -> None:
    assert read(write_page(GRID + CELLS + drawing)) == expected


@pytest.mark.parametrize(
    ("matrix", "expected"),
    [
        pytest.param("0 1 -1 0 175 202 cm", "123", id="goes_up"),
        pytest.param("0.0000001 1 -1 0.0000001 175 202 cm", "123", id="not_quite"),
        pytest.param("0.0000001 -1 1 0.0000001 170 219 cm", "123", id="goes_down"),
        pytest.param("-1 0 0 -1 180 214 cm", UNKNOWN_CHARACTER * 3, id="upside_down"),
    ],
)
def test_turned_number_is_not_read_from_its_wrong_end(
    matrix: str, expected: str
) -> None:
    heading = words("Veikla", (55, 225)) + words("Suma", (155, 225))
    prose = words("Ilgas sakinys be jokiu skaiciu. " * 20, (50, 100))
    drawing = GRID + heading + words("123", (0, 0), matrix) + prose
    assert read(write_page(drawing))[0] == [["Veikla", "Suma"], ["", expected]]


def test_digit_over_another_leaves_no_amount() -> None:
    prose = words("Ilgas sakinys be jokiu skaiciu. " * 4, (50, 100))
    found = read(write_page(GRID + CELLS + words("7", (155, 205)) + prose))
    assert found[0] == [["Veikla", "Suma"], ["1.", f"5{UNKNOWN_CHARACTER}00,00"]]


def test_white_words_on_a_dark_area_are_read() -> None:
    drawing = area(50, 220, 200, 20, DARK) + GRID + words("Planas", (55, 225), "1 g")
    assert read(write_page(drawing)) == [[["Planas", ""], ["", ""]]]


def test_white_words_on_a_white_area_are_not() -> None:
    drawing = area(50, 220, 200, 20, WHITE) + GRID + words("Planas", (55, 225), "1 g")
    assert read(write_page(drawing + words("a", (55, 205)))) == [[["", ""], ["a", ""]]]


def test_text_behind_a_scan_is_no_text() -> None:
    with pytest.raises(DocumentError) as caught:
        read(write_page(words("500,00", (155, 205), "3 Tr")))
    assert caught.value.code == "plans.pdf_scanned"


@pytest.mark.parametrize(
    ("turn", "size", "rotate"),
    [
        pytest.param("", "0 0 400 300", 0, id="upright"),
        pytest.param(UPWARDS, "0 0 300 400", 90, id="shown_upright"),
        pytest.param(DOWNWARDS, "0 0 300 400", 270, id="shown_upright_too"),
        pytest.param(UPWARDS, "0 0 300 400", 0, id="goes_up"),
        pytest.param(DOWNWARDS, "0 0 300 400", 0, id="goes_down"),
        pytest.param(OVER, "0 0 400 300", 0, id="upside_down"),
        pytest.param("", "0 0 400 300", 90, id="turned_by_the_page"),
    ],
)
def test_turned_page_is_read_upright(turn: str, size: str, rotate: int) -> None:
    drawing = turn + GRID + CELLS + words("Po lentele", (50, 100))
    pdf = write_page(drawing, f"/Rotate {rotate}", size)
    assert read(pdf) == [*READ, "Po lentele"]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("size", ["0 0 400 300", "-20 -30 400 300"])
def test_print_outside_of_what_is_shown_is_not_read(rotate: int, size: str) -> None:
    turn = {90: UPWARDS, 180: OVER, 270: DOWNWARDS}.get(rotate, "")
    outside = words("Sena", (10, 150)) + words("Versija", (300, 20))
    drawing = turn + GRID + CELLS + outside + words("Po lentele", (50, 120))
    crop = {0: "40 60 280 290", 90: "10 40 240 280", 180: "120 10 360 240"}
    box = crop.get(rotate, "60 120 290 360")
    tall = {"0 0 400 300": "0 0 300 400", "-20 -30 400 300": "-20 -30 300 400"}
    pages = tall[size] if rotate in {90, 270} else size
    pdf = write_page(drawing, f"/Rotate {rotate} /CropBox [{box}]", pages)
    assert read(pdf) == [*READ, "Po lentele"]


def columns(lines: int, gap: float = 60) -> str:
    return "".join(
        words(f"a{line} kaire", (50, 250 - 12 * line))
        + words(f"b{line} desine", (100 + gap, 250 - 12 * line))
        for line in range(lines)
    )


@pytest.mark.parametrize(
    ("lines", "is_parted"),
    [
        pytest.param(5, True, id="columns"),
        pytest.param(2, False, id="signatures"),
    ],
)
def test_columns_of_print_are_read_one_after_the_other(
    lines: int, *, is_parted: bool
) -> None:
    heading = words("Per visa ploti eina viena ilga eilute iki galo", (50, 270))
    found = " ".join(map(str, read(write_page(heading + columns(lines)))))
    first = found.index("b0")
    assert (first > found.index(f"a{lines - 1}")) is is_parted
