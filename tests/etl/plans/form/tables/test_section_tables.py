"""Tables of the smaller sections, of one page: rows, and rules of findings."""

from collections.abc import Callable, Sequence

import pytest
from plan_rows import document_of

from etl.plans.content.document import Grid, Line
from etl.plans.form.schools.tables import read_school_tables
from etl.plans.form.strategy.partner_tables import read_partner_tables
from etl.plans.form.strategy.principles import read_principle_tables
from etl.plans.form.strategy.risks import read_risk_tables
from etl.plans.form.tables.planned_activities import read_planned_tables
from etl.plans.form.tables.section_rows import SectionRows

SCHOOLS = "Mokyklos pavadinimas|Bendras mokyklos vertinimas|Ar dalyvaus?"
PLANNED = "Planuojama veikla|Kuriose mokyklose?|Tinklaveika"
Reader = Callable[[Sequence[Grid], Sequence[Line]], SectionRows]
HEADINGS: dict[Reader, str] = {
    read_partner_tables: "Partnerio pavadinimas|Adresas|Partnerystės sritis",
    read_principle_tables: "Horizontalusis principas|Veiklos susiję su principu|Kaip?",
    read_risk_tables: "Rizikos pavadinimas|Rizikos lygmuo|Rizikos valdymo būdai",
}


@pytest.mark.parametrize(
    ("reader", "row", "expected"),
    [
        (read_partner_tables, "Centras|Kranto g. 5|STEAM", ["1 Centras steam"]),
        (
            read_partner_tables,
            "Centras|Bet kur|LYDERYSTĖ, STEAM // Bus edukacijos.",
            ["1 Centras leadership steam"],
        ),
        (read_partner_tables, "Centras|Kranto g. 5|", ["1 Centras None"]),
        (read_partner_tables, "Centras|STEAM|Kita", ["1 Centras None", "cell_unread"]),
        (read_partner_tables, "–|Kranto g. 5|STEAM", ["cell_unread"]),
        (read_partner_tables, "Kauno m.", []),
        (read_risk_tables, "Kainos|mažas|Stebėjimas", ["1 Kainos low"]),
        (read_risk_tables, "Kainos|Didelė.|Stebėjimas", ["1 Kainos high"]),
        (read_risk_tables, "Kainos|–|Vidutinis", ["1 Kainos None"]),
        (read_risk_tables, "Kainos|5 iš 10|mažas", ["1 Kainos None", "cell_unread"]),
        (read_risk_tables, "|mažas|Stebėjimas", ["cell_unread"]),
        (
            read_principle_tables,
            "Darnaus vystymosi principas|Visos veiklos|Taip",
            ["1 Darnaus vystymosi principas Visos veiklos"],
        ),
        (
            read_principle_tables,
            "Darnaus vystymosi principas|Vėliau|1, 2",
            ["1 Darnaus vystymosi principas None", "cell_unread"],
        ),
        (
            read_principle_tables,
            "Darnaus vystymosi principas|–|1, 2",
            ["1 Darnaus vystymosi principas None"],
        ),
        (read_principle_tables, "Taip|Visos veiklos|Gerai", ["cell_unread"]),
    ],
)
def test_row_is_read_by_its_columns_or_said(
    reader: Reader, row: str, expected: list[str]
) -> None:
    document = document_of("Skyrius", [HEADINGS[reader], row])
    found = reader(document.tables or (), document.lines)
    [rows] = found.rows.values()
    read = [
        " ".join(str(value) for name, value in one.items() if name != "source_line")
        for one in rows
    ]
    assert [*read, *found.reported] == expected


@pytest.mark.parametrize("reader", HEADINGS)
def test_section_whose_headings_are_unknown_is_not_read(reader: Reader) -> None:
    document = document_of("Skyrius", ["Vienas|Du|Trys", "a|mažas|STEAM"])
    found = reader(document.tables or (), document.lines)
    assert list(found.rows.values()) == [[]]
    assert list(found.reported) == ["table_unread"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            ["Kalno mokykla (G1)|Gera. // Yra 5 salės.|dalyvaus"],
            ["G1 Kalno mokykla True Gera. Yra 5 salės."],
            id="one",
        ),
        pytest.param(
            ["Kalno mokykla (G1) (buvusi 2-oji)|Gera|nedalyvaus"],
            ["G1 Kalno mokykla False Gera"],
            id="code_before_a_remark",
        ),
        pytest.param(
            ["Kalno mokykla|Gera|dalyvaus", "Slėnio mokykla|Sena|dalyvaus"],
            ["S1 Kalno mokykla True Gera", "S2 Slėnio mokykla True Sena"],
            id="no_codes",
        ),
        pytest.param(
            ["Kalno mokykla (G1)|Gera|dalyvaus", "Slėnio|Yra 7 salės|dalyvaus"],
            ["G1 Kalno mokykla True Gera", "cell_unread"],
            id="one_without_a_code",
        ),
        pytest.param(
            ["Kalno mokykla (G1)|Gera|dalyvaus", "^|Yra 7 salės|^"],
            ["G1 Kalno mokykla True Gera Yra 7 salės"],
            id="name_over_two_rows",
        ),
        pytest.param(
            ["Kalno mokykla (G1)|Gera|Galbūt"],
            ["G1 Kalno mokykla True Gera", "cell_unread"],
            id="part_in_other_words",
        ),
        pytest.param(
            ["Kalno mokykla (G1)|Gera|dalyvaus", "Slėnio mokykla (G1)|Sena|dalyvaus"],
            ["G1 Kalno mokykla True Gera", "cell_unread"],
            id="code_of_another_school",
        ),
        pytest.param(
            [
                "Kalno mokykla (G1)|Gera|dalyvaus",
                "Kalno mokykla (G1)|Yra salė|dalyvaus",
            ],
            ["G1 Kalno mokykla True Gera Yra salė"],
            id="school_that_goes_on",
        ),
        pytest.param(["Atrankos kriterijai"], [], id="over_the_whole_width"),
        pytest.param(
            ["Kalno mokykla (G1)|<|dalyvaus"],
            ["G1 Kalno mokykla True ", "cell_unread"],
            id="name_merged_with_prose",
        ),
    ],
)
def test_schools_are_read_by_their_columns(
    rows: list[str], expected: list[str]
) -> None:
    document = document_of("2. Skyrius", [SCHOOLS, *rows])
    found = read_school_tables(document.tables or (), document.lines)
    read = [f"{s.code} {s.name} {s.takes_part} {s.prose.text}" for s in found.schools]
    assert [*read, *found.reported] == expected
    assert all("5 salės" not in line.text for line in found.before)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(
            ["1. Salė.|G1|Dalyvauja: G2, T1"],
            ["1 Salė. None None: G1 / – / G2 T1"],
            id="one",
        ),
        pytest.param(
            ["LYDERYSTĖ", "I. INFRASTRUKTŪRA", "1. Salė.|G1, G2|G1"],
            ["1 Salė. leadership infrastructure: G1 G2 / G1 / –"],
            id="headings",
        ),
        pytest.param(
            ["LYDERYSTĖ||", "|I. INFRASTRUKTŪRA|", "1. Salė.|G1, G2|G1"],
            ["1 Salė. leadership infrastructure: G1 G2 / G1 / –"],
            id="headings_in_one_of_the_cells",
        ),
        pytest.param(
            ["Pastaba po lentele", "1. Salė.|G1|G1"],
            ["1 Salė. None None: G1 / G1 / –"],
            id="words_over_the_whole_width",
        ),
        pytest.param(
            ["1. Salė.|G1|T1", "^|G2|T2"],
            ["1 Salė. None None: G1 G2 / – / T1 T2"],
            id="title_over_two_rows",
        ),
        pytest.param(
            ["1. Salė.|Visose|T1"],
            ["1 Salė. None None: – / – / T1", "cell_unread"],
            id="schools_in_words",
        ),
        pytest.param(["Salė|G1|T1"], ["cell_unread"], id="no_number"),
        pytest.param(
            ["1. Salė.|G1|", "1. Kiemas.|G2|"],
            ["1 Salė. None None: G1 / – / –", "1 Kiemas. None None: G2 / – / –"],
            id="number_twice",
        ),
    ],
)
def test_planned_activities_are_read_by_their_columns(
    rows: list[str], expected: list[str]
) -> None:
    document = document_of("Skyrius", [PLANNED, *rows])
    found = read_planned_tables(document.tables or (), document.lines)
    read = [
        f"{one.number} {one.title} {one.policy_area} {one.cost_category}:"
        f" {' '.join(one.implementing) or '–'} / {' '.join(one.participating) or '–'}"
        f" / {' '.join(one.network) or '–'}"
        for one in found.activities
    ]
    assert [*read, *found.reported] == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param("1.|1. Salė.|G1|", ["1 Salė."], id="same"),
        pytest.param("7.|2.1. Salė.|G1|", ["cell_unread"], id="other"),
        pytest.param("7.|Salė.|G1|", ["7 Salė."], id="own_column"),
    ],
)
def test_number_beside_another_one_of_the_title_is_said(
    row: str, expected: list[str]
) -> None:
    document = document_of("Skyrius", [f"Eil. Nr.|{PLANNED}", row])
    found = read_planned_tables(document.tables or (), document.lines)
    read = [f"{one.number} {one.title}" for one in found.activities]
    assert [*read, *found.reported] == expected
