import pytest
from plan_rows import document_of

from etl.plans.form.municipality.facts import extract_municipal_facts

BUDGET = "Švietimo biudžetas (Eur)"


def read(*table: str) -> tuple[list[str], list[str]]:
    """Facts of a table, and what is said of the cells that are not read."""
    document = document_of(list(table))
    found = extract_municipal_facts(document.lines, document.tables or ())
    rows = found.rows["municipal_facts"]
    return (
        [f"{row['fact']} {row['period']} {row['value']}" for row in rows],
        [str(one.found) for one in found.reported.get("facts_unread", [])],
    )


@pytest.mark.parametrize(
    ("table", "facts", "unread"),
    [
        pytest.param(
            [
                "Rodiklis|2021 m.|2022 m.",
                "Mokinių skaičius|41 234|41 500",
                f"{BUDGET}|1 234 567,89|1.300.000,00",
            ],
            [
                "pupil_count 2021 41234.00",
                "pupil_count 2022 41500.00",
                "education_budget 2021 1234567.89",
                "education_budget 2022 1300000.00",
            ],
            [],
            id="years_along_the_heading",
        ),
        pytest.param(
            [
                "Metai|Mokyklų skaičius|Mokinių skaičius",
                "2021–2022 m. m.|60|41 234",
                "2022–2023 m. m.|61|–",
            ],
            [
                "general_school_count 2021-2022 60.00",
                "pupil_count 2021-2022 41234.00",
                "general_school_count 2022-2023 61.00",
            ],
            [],
            id="years_down_the_side",
        ),
        pytest.param(
            [
                "Eil. Nr.|Rodiklis|Reikšmė",
                "1.|Bendrojo ugdymo mokyklų skaičius|60",
                "2.|Švietimo pagalbą gaunančių mokinių dalis, proc.|74,02 proc.",
            ],
            ["general_school_count  60.00", "support_recipient_share  74.02"],
            [],
            id="one_column_of_values",
        ),
        pytest.param(
            ["Rodiklis|2021 m.", "Ikimokyklinių grupių skaičius|12"],
            [],
            ["12"],
            id="other_fact",
        ),
        pytest.param(
            ["Rodiklis|Planuojama|2021 m.", "Mokinių skaičius|50|41"],
            ["pupil_count 2021 41.00"],
            ["50"],
            id="other_column",
        ),
        pytest.param(
            ["Rodiklis|2021 m.|2022 m.", "Mokinių skaičius|41|<"],
            [],
            ["41"],
            id="merged_over_two_years",
        ),
        pytest.param(
            [
                "Rodiklis|2021 m.",
                "Mokinių skaičius|41 proc.",
                "Mokyklų skaičius|6,5",
                "SUP mokinių dalis|apie 12",
                f"{BUDGET}|12 proc.",
            ],
            [],
            ["41 proc.", "6,5", "apie 12", "12 proc."],
            id="cells_of_another_kind",
        ),
        pytest.param(
            ["Rodiklis|Tūkst. Eur, 2021 m.", "Švietimo biudžetas|120"],
            [],
            ["120"],
            id="thousands",
        ),
        pytest.param(
            ["Mokykla|Mokinių skaičius", "Kalno gimnazija|500"],
            [],
            ["500"],
            id="of_one_school",
        ),
        pytest.param(["Stipriosios|Silpnosios", "Vieta|Pastatai"], [], [], id="words"),
    ],
)
def test_tables_name_facts_by_rows_and_columns(
    table: list[str], facts: list[str], unread: list[str]
) -> None:
    assert read(*table) == (facts, unread)


def test_sentence_does_not_run_on_into_a_table() -> None:
    document = document_of(
        "Rajone yra", ["12 bendrojo ugdymo|mokyklų"], "12 mokinių mokosi."
    )
    found = extract_municipal_facts(document.lines, document.tables or ())
    assert found.rows["municipal_facts"] == []


def test_prose_in_a_cell_is_prose() -> None:
    words = "Šiame rajone, kuris yra vienas iš seniausių visoje šalyje,"
    document = document_of(
        ["Problema|Pagrindimas", f"Tinklas|{words} yra 12 bendrojo ugdymo mokyklų."]
    )
    found = extract_municipal_facts(document.lines, document.tables or ())
    assert [row["value"] for row in found.rows["municipal_facts"]] == [12]
    assert found.reported == {}
