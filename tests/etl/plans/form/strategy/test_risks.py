import pytest

from etl.plans.content.document import parse_lines
from etl.plans.content.sections import Section, Sections
from etl.plans.form.strategy.risks import extract_risks

HEADING = (
    "9. Kokios yra rizikos.\n\nRizikos pavadinimas Rizikos lygmuo (mažas, vidutinis,"
    " didelis) Rizikos valdymo būdai\n\n"
)


def read(text: str) -> str:
    rows = extract_risks(parse_lines(HEADING + text))["risks"]
    assert [row["risk_number"] for row in rows] == list(range(1, len(rows) + 1))
    return "|".join(f"{row['name']}: {row['level']}" for row in rows)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Kainų\naugimas\n\nmažas Stebėsena.", "Kainų augimas: low", id="cells"
        ),
        pytest.param(
            "Kainų augimas didelis Stebėsena.", "Kainų augimas: high", id="one_line"
        ),
        pytest.param(
            "Kainų\naugimas Vidutinis\nStebėsena.",
            "Kainų augimas: medium",
            id="end_of_line",
        ),
        pytest.param(
            "Kainų\n augimas\n\nmažas\n\nStebėsena.", "Kainų augimas: low", id="page"
        ),
        pytest.param("Kaina maža Stebėsena.", "Kaina: low", id="feminine"),
        pytest.param(
            "Kainos\n\nmažas Skiriamas didelis dėmesys.\nYra didelis poreikis.\n\n"
            "Toliau stebima.\n Bus didelis.\n\nTrūkumas\n\ndidelis Planas.",
            "Kainos: low|Trūkumas: high",
            id="level_inside_prose",
        ),
        pytest.param("Kainos\n\nStebėsena.", "", id="no_level"),
        pytest.param("mažas Stebėsena.", "", id="no_name"),
    ],
)
def test_risk_is_a_name_and_a_level(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.seeds
def test_city_plan_has_its_risks(city_plan: Sections) -> None:
    rows = extract_risks(city_plan[Section.RISKS])["risks"]
    levels = " ".join(row["level"] for row in rows)
    assert levels == "low medium medium high medium medium high medium medium"
    assert rows[0]["name"] == "Makroekonomikos pokyčiai (infliacija ir kt.)"
    assert rows[3]["name"] == "Neefektyvi vidinė ir išorinė komunikacija"
    assert (rows[8]["source_line"], rows[8]["name"]) == (
        18199,
        "TŪM programos faktinis įgyvendinimas pagal numatytus terminus",
    )
