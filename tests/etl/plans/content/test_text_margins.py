"""Headers, footers and page numbers of a text, and cells that look like them."""

from itertools import pairwise

import pytest

from etl.plans.content.document import parse_lines
from etl.plans.content.text_margins import split_text_margins

WORDS = ("vienas", "du", "trys", "keturi")


def paged(*pages: str, mark: str = "\f") -> str:
    """Pages as a text; ` / ` parts their lines."""
    first, *others = (page.replace(" / ", "\n") for page in pages)
    return "\n".join((first, *(mark + page for page in others)))


def read(text: str) -> tuple[list[str], tuple[str, ...]]:
    lines, margins = split_text_margins(parse_lines(text))
    return [line.text for line in lines if line.text], margins


@pytest.mark.parametrize("mark", ["\f", " "])
@pytest.mark.parametrize(
    "number", ["{}", "- {} -", "{} psl.", "{}/30", "Puslapis {} iš 30", "| {} |"]
)
def test_numbers_of_pages_are_left_out(number: str, mark: str) -> None:
    pages = [
        f"{word} / 5000,00 /  / {number.format(n)}" for n, word in enumerate(WORDS, 7)
    ]
    expected = [text for word in WORDS for text in (word, "5000,00")]
    assert read(paged(*pages, mark=mark)) == (expected, ())


def test_numbers_above_and_inside_of_headers_are_left_out() -> None:
    pages = [f"Miesto planas / {n} / {word}" for n, word in enumerate(WORDS, 1)]
    assert read(paged(*pages)) == (list(WORDS), ("Miesto planas",))


@pytest.mark.parametrize("number", ["{}", "- {} -"])
def test_activities_that_begin_pages_keep_numbers_above_those_of_pages(
    number: str,
) -> None:
    pages = [f"{n} / {word} / {number.format(n)}" for n, word in enumerate(WORDS, 1)]
    expected = [text for n, word in enumerate(WORDS, 1) for text in (str(n), word)]
    assert read(paged(*pages)) == (expected, ())


@pytest.mark.parametrize(
    "ends",
    [
        pytest.param(("5000", "210", "12", "7"), id="any_figures"),
        pytest.param(("–2025", "–2026", "–2027", "–2028"), id="ends_of_periods"),
        pytest.param(("12,1", "13,1", "14,1", "15,1"), id="values"),
        pytest.param(("1.", "2.", "3.", "4."), id="numbers_of_rows"),
        pytest.param(("1. Salė", "2. Salė", "3. Salė", "4. Salė"), id="titles"),
        pytest.param(("2025 m.",) * 4, id="periods"),
    ],
)
def test_cells_at_the_end_of_pages_stay(ends: tuple[str, ...]) -> None:
    pages = [f"{word} / {end}" for word, end in zip(WORDS, ends, strict=True)]
    expected = [text for page in zip(WORDS, ends, strict=True) for text in page]
    assert read(paged(*pages)) == (expected, ())


def test_page_begins_with_its_first_line_below_the_header() -> None:
    text = paged(*(f"{n} / {word} / {word * 2}" for n, word in enumerate(WORDS, 1)))
    lines, _ = split_text_margins(parse_lines(text))
    starts = [line.number for line in lines if line.starts_page]
    assert starts == [5, 8, 11]
    assert all(later - one == 3 for one, later in pairwise(starts))


def test_headers_are_heard_once() -> None:
    pages = [f"Sumos tūkst. Eur / {word} / Projektas" for word in WORDS]
    assert read(paged(*pages)) == (list(WORDS), ("Sumos tūkst. Eur", "Projektas"))
