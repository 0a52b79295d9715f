import pytest

from etl.plans.content.document import parse_lines
from etl.plans.content.sections import Section, Sections
from etl.plans.form.activities.planned import (
    PlannedActivity,
    extract_planned_activities,
)
from etl.plans.form.activities.schools import extract_planned_schools

PLAN = """\
Planuojama veikla sričiai stiprinti

LYDERYSTĖ
I. INFRASTRUKTŪRA

1. Salės remontas ir kiemo plėtra. Čia vyks kasdieniai
užsiėmimai, kuriuos ves 2 mokytojai.

Mokykla A2 Dalyvauja:
Tinklaveikoje su B1, B2. Forma: būreliai.

2. Klubų tinklas, priskiriant vadovus: Šiaurės klubas telks
kaimynus.

Mokyklose A1, A2 - įrengimas;
A4 (baldai)

Dalyvauja:
Mokytojai iš A1 su B7;
A4 su B3. Forma: susitikimai.
 Klubo veikla tęsiasi vasarą, (kasdien A9).

B8, B9 mokyklų
tėvai.
2. 1. Klubo baldai Mokykloje A4
2. 2. Klubo langai Mokyklose A1, A2
IV. TINKLO MOKYKLŲ IŠTEKLIŲ

PRIEINAMUMO GERINIMAS

3.Vadovo etatas.

Dalyvauja:
22 A1-A4 ir 8 tinklo mokyklų vadovai, 1
1 TŪM komandos narys.
 Mokyklose A1, A4.

STEAM UGDYMAS
V. UGDYMO VEIKLŲ IR UŽSIĖMIMŲ
ORGANIZAVIMAS

2. 2. Klubo langai vakarais A2 Dalyvauja:
B5 mokykla.
"""


@pytest.fixture(scope="module")
def planned() -> tuple[PlannedActivity, ...]:
    return extract_planned_activities(parse_lines(PLAN))


def test_activities_are_found_by_their_numbers(
    planned: tuple[PlannedActivity, ...],
) -> None:
    found = [(item.number, item.occurrence, item.line) for item in planned]
    assert found == [
        ("1", 1, 6),
        ("2", 1, 12),
        ("2.1", 1, 25),
        ("2.2", 1, 26),
        ("3", 1, 31),
        ("2.2", 2, 42),
    ]


def test_titles_are_first_sentences(planned: tuple[PlannedActivity, ...]) -> None:
    assert [item.title for item in planned] == [
        "Salės remontas ir kiemo plėtra.",
        "Klubų tinklas, priskiriant vadovus",
        "Klubo baldai",
        "Klubo langai",
        "Vadovo etatas.",
        "Klubo langai vakarais",
    ]


def test_headings_give_area_and_category(planned: tuple[PlannedActivity, ...]) -> None:
    found = {item.line: (item.policy_area, item.cost_category) for item in planned}
    assert found == {
        **dict.fromkeys((6, 12, 25, 26), ("leadership", "infrastructure")),
        31: ("leadership", "network"),
        42: ("steam", "education"),
    }


@pytest.mark.parametrize(
    ("line", "implementing", "participating", "network"),
    [
        pytest.param(6, "A2", "", "B1 B2", id="glued_to_participants"),
        pytest.param(12, "A1 A2 A4", "A1 A4", "B7 B3 A9 B8 B9", id="over_a_page"),
        pytest.param(25, "A4", "", "", id="glued_to_the_title"),
        pytest.param(31, "A1 A4", "A1 A2 A4", "A3", id="schools_on_the_next_page"),
        pytest.param(42, "A2", "", "B5", id="code_without_a_label"),
    ],
)
def test_schools_are_read_by_role(
    planned: tuple[PlannedActivity, ...],
    line: int,
    implementing: str,
    participating: str,
    network: str,
) -> None:
    [item] = [item for item in planned if item.line == line]
    assert " ".join(item.implementing) == implementing
    assert " ".join(item.participating) == participating
    assert " ".join(item.network) == network


def test_numbers_without_a_dot_count_where_no_number_has_one() -> None:
    text = "1 Salė. Bus.\n\nMokykla A2\n\n2 Kiemas. Bus.\n\nMokykla A3"
    found = extract_planned_activities(parse_lines(text))
    assert [item.number for item in found] == ["1", "2"]


def test_planned_schools_join_the_cost_rows(
    planned: tuple[PlannedActivity, ...],
) -> None:
    rows = [
        {"activity_number": number, "occurrence": occurrence, "title": title}
        for number, occurrence, title in (
            ("1", 1, "Salė"),
            ("2.2", 1, "Langai"),
            ("2.2.1", 1, "Klubo langai vakarais."),
        )
    ]
    joined = extract_planned_schools(planned, rows)["activity_schools"]
    assert [tuple(row.values()) for row in joined] == [
        ("1", 1, "B1", "network", 6),
        ("1", 1, "B2", "network", 6),
        ("2.2.1", 1, "B5", "network", 42),
    ]


def test_extra_occurrence_joins_the_first_row_of_its_number(
    planned: tuple[PlannedActivity, ...],
) -> None:
    rows = [{"activity_number": "2.2", "occurrence": 1, "title": "Langai"}]
    joined = extract_planned_schools(planned, rows)["activity_schools"]
    assert [(row["activity_number"], row["school_code"]) for row in joined] == [
        ("2.2", "B5")
    ]


@pytest.mark.seeds
def test_city_plan_has_every_planned_activity(city_plan: Sections) -> None:
    found = extract_planned_activities(city_plan[Section.PLANNED_ACTIVITIES])
    numbers = [item.number for item in found]
    assert len(numbers) == 154
    assert {number for number in numbers if numbers.count(number) > 1} == {
        "14.2",
        "55.2",
        "65",
    }
    by_number = {item.number: item for item in found if item.occurrence == 1}
    assert by_number["42"].implementing == ("G1", "G2", "G3", "G10")
    assert by_number["1"].network == ("T6", "T9", "T15", "T16", "T17", "T21", "T36")
    assert len(by_number["8.6"].network) == 48
    assert all(item.title and item.policy_area and item.cost_category for item in found)
