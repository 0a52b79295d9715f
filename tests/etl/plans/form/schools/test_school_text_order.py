"""Prose about schools of a text is told of the school it is about, or of none."""

import pytest

from etl.plans.content.document import parse_lines
from etl.plans.form.schools.text_order import read_school_text

OPENING = "2. Toliau pateiktoje lentelėje įrašykite visas mokyklas."
HEADINGS = ("Mokyklos pavadinimas", "Bendras mokyklos vertinimas", "Ar dalyvaus?")
ONE = ("Kalno gimnazija (G1)", "Stipriosios veiklos. Pirmas.", "dalyvaus")
OTHER = ("Ežero gimnazija (G2)", "Stipriosios veiklos. Antras.", "nedalyvaus")


def read(*cells: str) -> tuple[dict[str, str], list[str]]:
    """What is said of each school by its code, and the findings."""
    found = read_school_text(parse_lines("\n\n".join((OPENING, *cells))))
    return {one.code: one.prose.text for one in found.schools}, list(found.reported)


def test_prose_behind_its_name_is_of_that_school() -> None:
    said, reported = read(*HEADINGS, *ONE, *OTHER)
    assert said == {"G1": ONE[1], "G2": OTHER[1]}
    assert reported == []


@pytest.mark.parametrize("above", ["Eil. Nr.", "Mokyklos"])
def test_numbers_and_a_title_above_the_names_move_no_prose(above: str) -> None:
    assert read(above, *HEADINGS, *ONE, *OTHER) == (
        {"G1": ONE[1], "G2": OTHER[1]},
        [],
    )
    moved = (HEADINGS[1], HEADINGS[0], HEADINGS[2])
    rows = (text for one in (ONE, OTHER) for text in (one[1], one[0], one[2]))
    assert read(above, *moved, *rows)[1] == ["cell_unread"]


@pytest.mark.parametrize("order", [(1, 0, 2), (1, 2, 0), (2, 1, 0)])
@pytest.mark.parametrize("has_headings", [True, False])
def test_prose_before_its_name_is_of_no_school(
    order: tuple[int, ...], *, has_headings: bool
) -> None:
    rows = (*((HEADINGS,) if has_headings else ()), ONE, OTHER)
    said, reported = read(*(row[place] for row in rows for place in order))
    assert said == {"G1": "", "G2": ""}
    assert reported == ["cell_unread"]


def test_two_assessments_under_one_name_are_of_no_school() -> None:
    said, reported = read(*HEADINGS, *ONE, *(OTHER[place] for place in (1, 0, 2)))
    assert said == {"G1": "", "G2": ""}
    assert reported == ["cell_unread"]


def test_prose_of_the_municipality_may_stand_above_the_first_school() -> None:
    said, _ = read(*HEADINGS, "Rajone yra 12 mokyklų.", *ONE, *OTHER)
    assert said == {"G1": ONE[1], "G2": OTHER[1]}
