import pytest

from etl.plans.content.document import parse_lines
from etl.plans.content.sections import Section, Sections
from etl.plans.form.schools.network_schools import extract_network_schools


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("Mokyklos T1, T3\nir T12.", "T1 T3 T12", id="list"),
        pytest.param("Visos (T1-T4) mokyklos", "T1 T2 T3 T4", id="range"),
        pytest.param("T2 – T4 ir T3", "T2 T3 T4", id="range_with_spaces"),
        pytest.param("G1, G2, G3 ir T1, T2, T3", "T1 T2 T3", id="participants_are_not"),
        pytest.param("lygiai A1, B2; V-137, CS50, T7-1", "", id="look_alikes"),
    ],
)
def test_network_codes_are_found(text: str, codes: str) -> None:
    rows = extract_network_schools(parse_lines(text), {"G1"})["schools"]
    assert " ".join(row["school_code"] for row in rows) == codes
    assert all(row["name"] is None and row["role"] == "network" for row in rows)


@pytest.mark.seeds
def test_city_plan_has_a_network_without_names(city_plan: Sections) -> None:
    sections = (Section.PLANNED_ACTIVITIES, Section.COSTED_ACTIVITIES, Section.BUDGET)
    lines = [line for section in sections for line in city_plan[section]]
    rows = extract_network_schools(lines, {"G1"})["schools"]
    assert [row["school_code"] for row in rows] == [f"T{n}" for n in range(1, 49)]
