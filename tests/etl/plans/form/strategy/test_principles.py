import pytest

from etl.plans.content.document import parse_lines
from etl.plans.content.sections import Section, Sections
from etl.plans.form.strategy.principles import extract_principles

HEADING = (
    "8. Atitiktis.\n\nHorizontalusis principas Veiklos tiesiogiai susiję su principu\n"
    "\nKaip užtikrinsite, kad numatytos veiklos atitiktų šiuos\nprincipus?\n\n"
)
NAME = "Darnaus vystymosi principas"


def read(text: str) -> list[tuple[str, str | None]]:
    rows = extract_principles(parse_lines(HEADING + text))["horizontal_principles"]
    return [(row["name"], row["activities_text"]) for row in rows]


@pytest.mark.parametrize(
    ("cells", "activities"),
    [
        pytest.param(
            " Visos veiklos\n1.-67.\n\nBus", "Visos veiklos 1.-67.", id="one_line"
        ),
        pytest.param("\n\nVisos veiklos\n\nBus", "Visos veiklos", id="own_cell"),
        pytest.param("\n\n1., 3.2, 10-12\n\nBus", "1., 3.2, 10-12", id="numbers"),
        pytest.param(
            "\n\nAprašas Nr. 5\n\nVeiklos 2 ir 4\n\nBus",
            "Veiklos 2 ir 4",
            id="after_note",
        ),
        pytest.param("\n\nVeiklos nesusiję Bus", "Veiklos nesusiję", id="unrelated"),
        pytest.param("\n\nBus\n\n3 priedas laikomas", None, id="none"),
    ],
)
def test_principle_has_its_activities(cells: str, activities: str | None) -> None:
    assert read(f"{NAME}{cells}") == [(NAME, activities)]


def test_principles_are_known_by_the_words_of_the_form() -> None:
    text = (
        f"{NAME} 1\n\n{NAME} bus užtikrintas.\nNaujovių principas yra.\n\nPlano"
        " atitiktis Lietuvos\nplano 1 priedo reikalavimams\n\nVeiklos nesusiję\n\n"
        "Lygių galimybių visiems\n principo punktus"
    )
    plan = "Plano atitiktis Lietuvos plano 1 priedo reikalavimams"
    assert read(text) == [(NAME, "1"), (plan, "Veiklos nesusiję")]


@pytest.mark.seeds
def test_city_plan_keeps_its_principles(city_plan: Sections) -> None:
    rows = extract_principles(city_plan[Section.PRINCIPLES])["horizontal_principles"]
    assert [row["source_line"] for row in rows] == [18020, 18034, 18096, 18127]
    assert [row["activities_text"] for row in rows] == [
        *["Visos veiklos 1.-67."] * 3,
        "Veiklos nesusiję",
    ]
    assert rows[2]["name"] == "Nedarome reikšmingos žalos principas"
