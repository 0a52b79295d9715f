import pytest

from etl.plans.content.document import parse_lines
from etl.plans.content.sections import Section, Sections
from etl.plans.form.schools.extract import read_schools
from etl.plans.form.schools.figures import extract_school_figures

PUPILS = "Mokinių turinčių specialiųjų (vidutinių, didelių) ugdymosi poreikių"
SHARE = "tai sudaro mokinių, ugdomų integruotai mokyklose, dalį (proc.) –"


def read(sentence: str) -> str:
    lines = parse_lines(f"Kalno gimnazija\n(G1)\n\nStipriosios veiklos.\n{sentence}")
    rows = extract_school_figures(read_schools(lines))["school_figures"]
    return "; ".join(
        " ".join(str(row[name]) for name in ("figure", "period", "value"))
        for row in rows
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            f"{PUPILS} 2022-2023 m.\n m. čia yra\n\ndalyvaus\n 14, {SHARE}\n2,63.",
            "sen_pupil_count 2022-2023 14; sen_pupil_share 2022-2023 2.63",
            id="count_and_share",
        ),
        pytest.param(
            f"{PUPILS} 2022–2023 m. m. mokykloje yra 3. Tai sudaro daug, dalis 5 proc.",
            "sen_pupil_count 2022-2023 3",
            id="count_only",
        ),
        pytest.param(
            f"{PUPILS} 2022-2023 m. m. mokosi 120, tai sudaro 7,5 proc. mokinių.",
            "sen_pupil_count 2022-2023 120; sen_pupil_share 2022-2023 7.5",
            id="share_with_its_unit_behind",
        ),
        pytest.param(
            "Dirba 9 mokytojo padėjėjai (6,25 etato).",
            "teacher_assistant_count  9; teacher_assistant_post_count  6.25",
            id="assistants",
        ),
        pytest.param("Trūksta 2-3 mokytojų padėjėjų.", "", id="range_is_no_count"),
        pytest.param(f"{PUPILS} daugėja 2 kartus.", "", id="no_period"),
    ],
)
def test_regular_figures_are_read(sentence: str, expected: str) -> None:
    assert read(sentence) == expected


@pytest.mark.seeds
@pytest.mark.parametrize(
    ("figure", "values"),
    [
        ("sen_pupil_count", "2 14 3 158 1 71 452 86 24 3 12"),
        (
            "sen_pupil_share",
            "0.38 2.63 0.39 28.26 0.16 15.71 32.68 15.44 5.35 0.31 2.25",
        ),
        ("teacher_assistant_count", "9"),
        ("teacher_assistant_post_count", "6.25"),
    ],
)
def test_city_plan_prints_these_figures_per_school(
    city_plan: Sections, figure: str, values: str
) -> None:
    rows = extract_school_figures(read_schools(city_plan[Section.SCHOOLS]))[
        "school_figures"
    ]
    own = [row for row in rows if row["figure"] == figure]
    assert " ".join(str(row["value"]) for row in own) == values
    assert {row["period"] for row in own} <= {"2022-2023", ""}
