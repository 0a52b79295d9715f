import pytest

from etl.plans.content.document import parse_lines
from etl.plans.content.sections import Section, Sections
from etl.plans.form.schools.extract import (
    extract_schools,
    lines_before_schools,
    read_schools,
)

PROSE = "Stipriosios veiklos.\nSaugi aplinka."


@pytest.mark.parametrize(
    ("cell", "code", "name"),
    [
        pytest.param(
            "Ąžuolyno\ngimnazija\n(G1)", "G1", "Ąžuolyno gimnazija", id="plain"
        ),
        pytest.param("„Ryto“ mokykla (M12)", "M12", "„Ryto“ mokykla", id="quotes"),
        pytest.param(
            "J. Pauparo licėjus (G-3)", "G3", "J. Pauparo licėjus", id="hyphen"
        ),
        pytest.param(
            "Upės gimnazija(nuo\n2022-09-01 pakeistas\npavadinimas, buvusi\nJūros "
            "gimnazija)\n(G7)",
            "G7",
            "Upės gimnazija",
            id="former_name",
        ),
        pytest.param(
            "Kalno mokykla-\ndarželis (G2)",
            "G2",
            "Kalno mokykla-darželis",
            id="wrapped",
        ),
        pytest.param(
            "Kalno\n gimnazija\n(G2)", "G2", "Kalno gimnazija", id="broken_by_page"
        ),
        pytest.param(
            "Kalno gimnazija (G2) Stiprybės yra.",
            "G2",
            "Kalno gimnazija",
            id="prose_on_the_same_line",
        ),
    ],
)
def test_schools_are_found_by_their_codes(cell: str, code: str, name: str) -> None:
    rows = extract_schools(read_schools(parse_lines(f"{cell}\n\n{PROSE}")))["schools"]
    assert [(row["school_code"], row["name"]) for row in rows] == [(code, name)]
    assert rows[0]["source_line"] == 1


@pytest.mark.parametrize(
    "prose",
    [
        pytest.param("Dirba su Upės gimnazija (G2) ir kitomis.", id="in_a_sentence"),
        pytest.param("Yra ryšiai. Padeda Upės gimnazija (G2)", id="second_sentence"),
        pytest.param("Projektas (G2)", id="no_school"),
        pytest.param("mokyklomis, tarp jų Upės gimnazija (G2)", id="lower_case"),
    ],
)
def test_codes_inside_prose_start_no_school(prose: str) -> None:
    lines = parse_lines(f"Kalno gimnazija\n(G1)\n\n{PROSE}\n\n{prose}")
    assert [school.code for school in read_schools(lines)] == ["G1"]


@pytest.mark.parametrize(
    ("cell", "role"),
    [
        pytest.param("\n\ndalyvaus\n toliau", "participant", id="before_a_page"),
        pytest.param("\n\nnedalyvaus", "network", id="no"),
        pytest.param("\n\nDalyvaus\nVykdo ugdymą\n", "participant", id="with_remark"),
        pytest.param(" nedalyvaus", "network", id="on_the_line_of_the_prose"),
        pytest.param("", "participant", id="cell_missing"),
        pytest.param("\n\nnedalyvaus Nevykdo PUPP.\n", "network", id="remark_in_line"),
        pytest.param(
            "\n\ndalyvaus\n\nMokiniai\nnedalyvaus kitur", "participant", id="verb"
        ),
    ],
)
def test_last_cell_says_whether_the_school_takes_part(cell: str, role: str) -> None:
    lines = parse_lines(f"Kalno gimnazija\n(G1)\n\n{PROSE}{cell}\nPabaiga.")
    assert [row["role"] for row in extract_schools(read_schools(lines))["schools"]] == [
        role
    ]


def test_last_cell_never_cuts_a_sentence_in_two() -> None:
    text = f"Kalno gimnazija (G1)\n\n{PROSE} VBE\n\ndalyvaus\nrusų kalba\n rezultatai"
    (school,) = read_schools(parse_lines(text))
    assert school.prose.text.endswith("Saugi aplinka. VBE rezultatai")


def test_schools_without_codes_are_counted() -> None:
    text = f"Kalno\ngimnazija\n\n{PROSE}\n\nUpės mokykla {PROSE}"
    schools = read_schools(parse_lines(text))
    assert [(school.code, school.name) for school in schools] == [
        ("S1", "Kalno gimnazija"),
        ("S2", "Upės mokykla"),
    ]


def test_lines_before_schools_end_at_the_first_name() -> None:
    lines = parse_lines(f"Yra 5 mokyklos.\n\nKalno\ngimnazija\n(G1)\n\n{PROSE}")
    assert [
        line.number for line in lines_before_schools(lines, read_schools(lines))
    ] == [1, 2]
    assert lines_before_schools(lines[:2], []) == lines[:2]


def test_name_is_found_right_under_the_prose_of_another_school() -> None:
    text = f"Kalno gimnazija\n(G1)\n\n{PROSE}\nUpės\nmokykla\n(G2)\n{PROSE}"
    first, second = read_schools(parse_lines(text))
    assert (second.name, second.line_number) == ("Upės mokykla", 6)
    assert first.prose.text == second.prose.text


@pytest.mark.seeds
def test_city_plan_names_its_schools(city_plan: Sections) -> None:
    rows = extract_schools(read_schools(city_plan[Section.SCHOOLS]))["schools"]
    assert [row["school_code"] for row in rows] == [f"G{n}" for n in range(1, 12)]
    assert {row["role"] for row in rows} == {"participant"}
    names = {row["school_code"]: (row["name"], row["source_line"]) for row in rows}
    assert names["G1"] == ("Kauno „Aušros“ gimnazija", 196)
    assert names["G3"] == ("Kauno Stepono Dariaus ir Stasio Girėno gimnazija", 322)
    assert names["G4"] == ("Kauno Kovo 11-osios gimnazija", 395)
    assert names["G7"] == ("Kauno tarptautinė gimnazija", 630)
    assert names["G8"] == ("Prezidento Antano Smetonos gimnazija", 717)
