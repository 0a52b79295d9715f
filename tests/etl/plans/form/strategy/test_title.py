import pytest
from plan_rows import document_of

from etl.plans.content.document import parse_lines
from etl.plans.content.sections import Section, Sections, find_sections
from etl.plans.form.strategy.title import (
    find_draft,
    find_joint_title,
    read_municipality_name,
    read_title,
)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param(
            "\nA rajono\npažangos planas\n\n(priedas)",
            "A rajono pažangos planas",
            id="wrapped",
        ),
        pytest.param(
            "PATVIRTINTA\n\nA PAŽANGOS PLANAS\n", "A PAŽANGOS PLANAS", id="later"
        ),
        pytest.param("A rajonas\n\nKita", "A rajonas", id="no_plan_in_it"),
        pytest.param("\n\n", "", id="nothing"),
    ],
)
def test_title_is_the_paragraph_about_a_plan(text: str, title: str) -> None:
    assert read_title(parse_lines(text)) == title


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "Upės miesto savivaldybės planas", "Upės miesto savivaldybės", id="city"
        ),
        pytest.param(
            "UPĖS RAJONO SAVIVALDYBĖS PLANAS", "UPĖS RAJONO SAVIVALDYBĖS", id="capitals"
        ),
        pytest.param(
            "planas Kazlų Upės\nsavivaldybėje",
            "Kazlų Upės savivaldybėje",
            id="two_words",
        ),
        pytest.param("Upės r. sav. planas", "Upės r. sav.", id="short"),
        pytest.param("planas savivaldybei", "", id="unnamed"),
    ],
)
def test_municipality_is_given_as_printed(text: str, name: str) -> None:
    assert read_municipality_name(parse_lines(text)) == name


def test_municipality_is_looked_for_where_the_title_has_none() -> None:
    title, section = (
        parse_lines("Planas"),
        parse_lines("Planą rengia Upės savivaldybė."),
    )
    assert read_municipality_name(title, section) == "Upės savivaldybė"


@pytest.mark.seeds
def test_city_plan_says_whose_it_is(city_plan: Sections) -> None:
    title = read_title(city_plan.title)
    assert title == "Kauno miesto savivaldybės švietimo pažangos planas"
    name = read_municipality_name(city_plan.title, city_plan[Section.SITUATION])
    assert name == "Kauno miesto savivaldybės"


@pytest.mark.parametrize(
    ("text", "is_draft"),
    [
        ("Kauno švietimo pažangos plano PROJEKTAS", True),
        ("PROJEKTAS", True),
        ("Plano projektas. Nepatvirtinta.", True),
        ("Planas dar nepatvirtintas", True),
        ("Kauno švietimo pažangos planas", False),
        ("Jungtinės veiklos projekto sutarties priedas", False),
        ("Projektas „Tūkstantmečio mokyklos“", False),
    ],
)
def test_draft_of_a_plan_is_said(text: str, *, is_draft: bool) -> None:
    sections = find_sections(document_of(text, "1. Remdamiesi „Tūkstantmečio mokykl"))
    assert bool(find_draft(sections)) is is_draft


@pytest.mark.parametrize(
    ("title", "is_joint"),
    [
        ("Utenos rajono ir Zarasų rajono savivaldybių planas", True),
        ("Utenos r. sav. ir Zarasų r. sav. planas", True),
        ("Kauno miesto savivaldybės švietimo pažangos planas", False),
        ("Tikslai ir Kauno miesto savivaldybės planas", False),
    ],
)
def test_title_of_several_municipalities_is_said(title: str, *, is_joint: bool) -> None:
    assert bool(find_joint_title(title)) is is_joint
