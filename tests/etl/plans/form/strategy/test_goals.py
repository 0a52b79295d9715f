import pytest

from etl.plans.content.document import parse_lines
from etl.plans.content.sections import Section, Sections
from etl.plans.form.strategy.goals import extract_goals

HEADING = "Pažangos plano tikslai (-ai) ir uždaviniai\nNe daugiau kaip 3 tikslus.\n"


def read(text: str) -> list[tuple[str, str]]:
    rows = extract_goals(parse_lines(HEADING + text))
    goals = [(row["goal_number"], row["title"]) for row in rows["goals"]]
    return goals + [(row["task_number"], row["title"]) for row in rows["tasks"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Vizija – augti.\n1. Tikslas: kilti\naukštyn.\nTikslui pasiekti, numatyti"
            " uždaviniai:\n1.Mokytis\nnuolat.\n2. Mokyti.\n\n2. Tikslas: būti.\n"
            "Uždaviniai:\n1. Veikti.",
            "1 kilti aukštyn.|2 būti.|1.1 Mokytis nuolat.|1.2 Mokyti.|2.1 Veikti.",
            id="tasks_numbered_within_a_goal",
        ),
        pytest.param(
            "1 tikslas. Kilti.\n1.1. Mokytis\n\nnuolat.\n1.2 Mokyti.",
            "1 Kilti.|1.1 Mokytis nuolat.|1.2 Mokyti.",
            id="tasks_with_the_number_of_the_goal",
        ),
        pytest.param(
            "I tikslas – kilti.\n1 uždavinys. Mokytis.\nII tikslas – būti.\n"
            "1 uždavinys – veikti.",
            "1 kilti.|2 būti.|1.1 Mokytis.|2.1 veikti.",
            id="roman_numbers",
        ),
        pytest.param(
            "Tikslas – kilti.\nUždavinys 1. Mokytis.\nUždavinys 2. Mokyti.",
            "1 kilti.|1.1 Mokytis.|1.2 Mokyti.",
            id="one_goal_without_number",
        ),
        pytest.param(
            "Tikslas: kilti.\n1. Mokytis\n visur.\n\nPastaba.\nToliau.\n* TŪM\n2. Ne.",
            "1 kilti.|1.1 Mokytis visur.",
            id="page_note_and_footnote",
        ),
        pytest.param(
            "1. Tikslas: kilti.\n10.1. Svetimas.\n1.1. Savas.",
            "1 kilti.|1.1 Savas.",
            id="task_of_another_list",
        ),
        pytest.param("1. Tikslas:\n1. Veikti", "1.1 Veikti", id="title_missing"),
        pytest.param("Nieko nėra.", "", id="no_goal"),
    ],
)
def test_goals_and_tasks_are_read(text: str, expected: str) -> None:
    assert "|".join(" ".join(pair) for pair in read(text)) == expected


def test_goals_stand_only_under_their_heading() -> None:
    rows = extract_goals(parse_lines("1. Tikslas: kilti.\n1. Mokytis."))
    assert rows == {"goals": [], "tasks": []}


@pytest.mark.seeds
def test_city_plan_has_its_goals(city_plan: Sections) -> None:
    rows = extract_goals(city_plan[Section.SITUATION])
    tasks = {row["task_number"]: row for row in rows["tasks"]}
    assert [row["goal_number"] for row in rows["goals"]] == ["1", "2"]
    assert list(tasks) == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"]
    assert tasks["1.1"]["title"].startswith("Tobulinti vadovų, mokytojų, švietimo")
    assert tasks["1.1"]["title"].endswith(
        "kompetencijas ir įgytas žinias taikyti praktikoje."
    )
    assert tasks["2.3"]["source_line"] == 160
