"""Two texts on one place of a PDF, and numbers that run over the edge of their cell."""

import pytest
from plan_pdf import ruled, words, write_page

from etl.plans.content.content import UNKNOWN_CHARACTER, Table
from etl.plans.content.pdf.file import read_pdf_file
from pazanga.errors import DocumentError

PAGE = (
    ruled([50, 150, 250], [200, 220, 240])
    + words("Veikla", (55, 225))
    + words("Suma", (155, 225))
)


def read(drawing: str) -> tuple[str, str]:
    """The cells of the row below the headings; a file may be refused for one sign."""
    try:
        parts = read_pdf_file(write_page(PAGE + drawing), "plan.pdf", 10)
    except DocumentError as error:
        if error.code != "plans.pdf_letters":
            raise
        return UNKNOWN_CHARACTER, UNKNOWN_CHARACTER
    table = next(part for part in parts if isinstance(part, Table))
    first, second = table.rows[1]
    return first.text, second.text


def at(text: str, shift: float) -> str:
    return words(text, (155 + shift, 205))


@pytest.mark.parametrize("shift", [0, 0.3, 0.5, 1])
def test_number_printed_twice_to_look_bold_is_one(shift: float) -> None:
    assert read(at("500,00", 0) + at("500,00", shift))[1] == "500,00"


@pytest.mark.parametrize("stamp", ["900", "7", "112,50"])
@pytest.mark.parametrize("shift", [2, 3.5, 6, 9, 12, 14, 15, 17.5, 21, 24])
def test_figures_stamped_over_a_number_leave_no_number(
    stamp: str, shift: float
) -> None:
    assert UNKNOWN_CHARACTER in read(at("500,00", 0) + at(stamp, shift))[1]


def test_number_that_runs_out_of_its_cell_is_not_cut() -> None:
    assert UNKNOWN_CHARACTER in read(at("12345678901234567", 10))[1]
    assert UNKNOWN_CHARACTER in read(at("1234567890", 65))[1]


def test_number_that_runs_into_the_next_cell_leaves_none_in_both() -> None:
    first, second = read(words("1234567890", (120, 205)))
    assert UNKNOWN_CHARACTER in first
    assert UNKNOWN_CHARACTER in second


def test_numbers_beside_an_edge_stay_whole() -> None:
    assert read(words("12,50", (122, 205)) + at("500,00", -3)) == ("12,50", "500,00")
