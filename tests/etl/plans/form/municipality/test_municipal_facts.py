import pytest

from etl.plans.content.document import parse_lines
from etl.plans.content.sections import Section, Sections
from etl.plans.form.municipality.facts import extract_municipal_facts
from etl.plans.form.schools.extract import lines_before_schools, read_schools

LT = "lietuvių kalbos ir literatūros"


def read(text: str) -> list[str]:
    rows = extract_municipal_facts(parse_lines(text)).rows["municipal_facts"]
    return [f"{row['fact']} {row['period']} {row['value']}" for row in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Rajone yra 12 bendrojo ugdymo\nmokyklų. Iš jų 7 vykdančios PUPP ir 5\n"
            " vykdančios VBE. Atrinktos 3 mokyklos, kurios dalyvaus TŪM programoje.",
            [
                "general_school_count  12",
                "pupp_school_count  7",
                "vbe_school_count  5",
                "participating_school_count  3",
            ],
            id="schools",
        ),
        pytest.param(
            f"PUPP rezultatų vidutinis atotrūkis tarp {LT} bei matematikos dalykų 2021"
            " m. yra apie 8,5 proc., o 2022\n\n31\n\n m. – 9 proc.",
            ["pupp_average_subject_gap 2021 8.5", "pupp_average_subject_gap 2022 9"],
            id="average_gap_over_a_page",
        ),
        pytest.param(
            f"2021 m. {LT} didžiausias PUPP atotrūkis siekė 5 proc., o matematikos –"
            f" net 6 proc., tuo tarpu 2022 m. {LT} 7 proc., o matematikos – 8 proc.",
            [
                "pupp_largest_school_gap_lt 2021 5",
                "pupp_largest_school_gap_lt 2022 7",
                "pupp_largest_school_gap_math 2021 6",
                "pupp_largest_school_gap_math 2022 8",
            ],
            id="spread_between_schools",
        ),
        pytest.param(
            "2021 m. duomenimis, 26 proc. mokyklų, dalyvavusių PUPP, įverčiai nesiskyrė"
            " daugiau kaip 15 proc., 2022 m. – tik 1 proc.",
            [
                "pupp_school_share_gap_within_15_points 2021 26",
                "pupp_school_share_gap_within_15_points 2022 1",
            ],
            id="printed_limit",
        ),
        pytest.param(
            "2021 m. mokytojų, dalyvavusių tiksliniuose kvalifikacijos tobulinimo"
            " renginiuose, dalis pagal sritis: lyderystė 7,0 proc., STEAM 19 proc.",
            [
                "trained_teacher_share_leadership 2021 7.0",
                "trained_teacher_share_steam 2021 19",
            ],
            id="teachers_by_area",
        ),
        pytest.param(
            "Mokinių, turinčių įvairių poreikių, daugėja (lyginant 2020-2021 ir"
            " 2021-2022 m. m. 3,8 proc., 2021-2022 ir 2022-2023 m. m. - 4 proc.)",
            [
                "diverse_needs_pupil_growth 2021-2022 3.8",
                "diverse_needs_pupil_growth 2022-2023 4",
            ],
            id="growth_between_school_years",
        ),
        pytest.param(
            "Rajone yra 1 212 bendrojo ugdymo mokyklų, 1 207 vykdančios PUPP, 10–15"
            " mokyklos, kurios dalyvaus TŪM programoje.",
            [],
            id="end_of_a_longer_number",
        ),
        pytest.param("Dirba 300 mokytojų, 54 proc. jų jauni.", [], id="other_words"),
    ],
)
def test_facts_are_read_by_their_whole_wording(text: str, expected: list[str]) -> None:
    assert sorted(read(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "Dirba 300 mokytojų, 54 proc. jų jauni.",
            ["300 mokytojų, 54 proc."],
            id="other_words",
        ),
        pytest.param(
            "Rajone yra 12 bendrojo ugdymo mokyklų. Jose mokosi 1 234 mokiniai.",
            ["1 234 mokiniai"],
            id="beside_a_fact",
        ),
        pytest.param(
            "2021 m. duomenimis, 26 proc. mokyklų, dalyvavusių PUPP, įverčiai nesiskyrė"
            " daugiau kaip 15 proc., 2022 m. – tik 1 proc.",
            [],
            id="limit_of_a_fact",
        ),
        pytest.param(
            "Rajone yra 12 bendrojo ugdymo mokyklų. Pernai joje yra 13 bendrojo ugdymo"
            " mokyklų.",
            ["13"],
            id="printed_again_otherwise",
        ),
        pytest.param(
            "Biudžetas 21,5 mln. Eur, iš jų 36-100 balų gavo 2022 m. visi.",
            ["21,5 mln"],
            id="money_and_range",
        ),
        pytest.param("Problema 2: 2021–2022 m. m. rezultatai.", [], id="numbers"),
    ],
)
def test_figures_in_other_words_are_found(text: str, found: list[str]) -> None:
    reported = extract_municipal_facts(parse_lines(text)).reported
    assert [one.found for one in reported.get("facts_unread", [])] == found


def test_facts_stop_at_the_first_school() -> None:
    lines = parse_lines(
        "Kalno gimnazija\n(G1)\n\nStipriosios. Mieste yra 12 bendrojo ugdymo mokyklų."
    )
    assert lines_before_schools(lines, read_schools(lines)) == ()


@pytest.mark.seeds
def test_city_plan_states_its_facts(city_plan: Sections) -> None:
    schools = city_plan[Section.SCHOOLS]
    before = lines_before_schools(schools, read_schools(schools))
    lines = (*city_plan[Section.SITUATION], *before)
    rows = extract_municipal_facts(lines).rows["municipal_facts"]
    found = {(row["fact"], row["period"]): str(row["value"]) for row in rows}
    assert len(found) == len(rows) == 41
    assert (
        found.items()
        >= {
            ("pupp_school_share_gap_within_10_points", "2022"): "1",
            ("largest_lt_math_gap", "2021"): "54",
            ("largest_lt_math_gap", "2022"): "77",
            ("pupp_average_subject_gap", "2021"): "21.19",
            ("vbe_average_subject_gap", "2022"): "45.7",
            ("pupp_largest_school_gap_math", "2022"): "75",
            ("vbe_above_average_school_share_math", ""): "14.3",
            ("high_needs_share_in_special_schools", "2022-2023"): "48.26",
            ("high_needs_share_in_general_schools", "2020-2021"): "47.26",
            ("support_recipient_share", ""): "74.02",
            ("trained_teacher_share_leadership", "2021"): "7.0",
            ("sen_pupil_growth", "2019-2021"): "12",
            ("high_needs_pupil_growth", "2019-2021"): "28",
            ("steam_laboratory_school_share", "2022"): "25",
            ("general_school_count", "2022"): "60",
            ("vbe_school_count", ""): "23",
            ("participating_school_count", ""): "11",
        }.items()
    )
