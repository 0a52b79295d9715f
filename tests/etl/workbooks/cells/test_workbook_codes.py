import pytest

from etl.workbooks.cells.codes import PARSERS
from etl.workbooks.cells.words import read_words
from etl.workbooks.contract.contract import SCHEMAS


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        ("plan_code", "Kaunas", "kaunas"),
        ("plan_code", "Anykščiai", "anyksciai"),
        ("activity_number", "14.2.", "14.2"),
        ("activity_number", "8. 1.", "8.1"),
        ("activity_number", "14.10", "14.10"),
        ("indicator_number", "5.", "5"),
        ("school_code", "m1", "M1"),
        ("school_code", "–", None),
        ("plan_code", "Kauno m. sav.", "kaunas"),
        ("plan_code", "Kauno miesto savivaldybės administracija", "kaunas"),
        ("plan_code", "Kauno r. sav.", "kaunas_district"),
        ("plan_code", "Kauno", "kauno"),
        ("activity_number", "Veikla Nr. 3.1", "3.1"),
        ("activity_number", "Nr. 3.1", "3.1"),
        ("activity_number", "1.1 veikla", "1.1"),
        ("phase", "Kasinės išlaidos", "executed"),
        ("phase", "patvirtintas biudžetas", "approved"),
        ("outcome", "Įvykdyta pilnai", "done"),
        ("outcome", "Vykdoma (tęsiama)", "continues"),
        ("exam", "Brandos egzaminas (VBE)", "VBE"),
        ("field", "Lėšos (be PVM)", "net_eur"),
        ("subject", "Lietuvių k. ir literatūra", "lt"),
        ("subject", "Matematika (B kursas)", "math_b"),
        ("measure", "Gavo 36–100 balų, proc.", "share_36_100"),
        ("measure", "100 balų gavusių mokinių dalis, %", "share_100"),
        ("school_year", "2023–2024", "2023-2024"),
        ("school_year", "2023/24", "2023-2024"),
        ("school_year", "2023-2024 m. m.", "2023-2024"),
        ("period", "2024", "2024"),
        ("period", "2024 m.", "2024"),
        ("period", "2023/2024", "2023-2024"),
        ("period", "2024-S2", "2024-S2"),
        ("period", "2024 m. I pusmetis", "2024-S1"),
        ("period", "2024 II pusm.", "2024-S2"),
        ("period", "I pusm. 2024", "2024-S1"),
        ("period", "II pusmetis 2024 m.", "2024-S2"),
        ("period", "2024 m. antrasis pusmetis", "2024-S2"),
        ("period", "2024 m. 1-as pusmetis", "2024-S1"),
        ("period", "2024H2", "2024-S2"),
        ("period", "first half of 2024", "2024-S1"),
        ("school_year", "23/24", "2023-2024"),
        ("school_year", "23–24 m. m.", "2023-2024"),
        ("phase", "Patikslinta", "revised"),
        ("phase", "PANAUDOTA", "executed"),
        ("value_status", "nėra duomenų", "unavailable"),
        ("subject", "Matematika", "math"),
        ("measure", "share_36_100", "share_36_100"),
        ("measure", "Vidurkis", "mean_score"),
        ("field", "suma be PVM", "net_eur"),
        ("is_synthetic", "taip", True),
        ("is_synthetic", "", False),
        ("activity_number", "–", None),
        ("activity_number", " ", None),
        ("indicator_number", "–", None),
        ("plan_code", "–", None),
        ("school_year", "–", None),
        ("period", "–", None),
        ("measure", "–", None),
    ],
)
def test_code_is_read(column: str, text: str, expected: object) -> None:
    assert PARSERS[column](text) == (expected, "")


@pytest.mark.parametrize(
    ("column", "text", "rule"),
    [
        ("plan_code", "kaunas!", None),
        ("plan_code", "計画", "not_a_plan_code"),
        ("plan_code", "# kaunas", "not_a_plan_code"),
        ("plan_code", "kaunas?", "not_a_plan_code"),
        ("plan_code", "kaunas, birstonas", "not_a_plan_code"),
        ("plan_code", "//kaunas", "not_a_plan_code"),
        ("phase", "panaudota?", "not_a_choice"),
        ("phase", "~panaudota", "not_a_choice"),
        ("exam", "VBE?", "not_a_choice"),
        ("activity_number", "3 veiklos", "not_an_activity_number"),
        ("activity_number", "II", "not_an_activity_number"),
        ("phase", "neapmokėta", "not_a_choice"),
        ("phase", "iš dalies apmokėta", "not_a_choice"),
        ("phase", "asignavimų planas", "not_a_choice"),
        ("phase", "nepanaudotos lėšos", "not_a_choice"),
        ("field", "lėšos su PVM", "not_a_choice"),
        ("outcome", "visiškai neįvykdyta", "not_an_outcome"),
        ("outcome", "Vykdoma (nutraukta)", "not_an_outcome"),
        ("subject", "Užsienio kalba", "not_a_subject"),
        ("measure", "100 balų", "not_a_measure"),
        ("measure", "vidurkis, proc.", "not_a_measure"),
        ("measure", "36-100 balų gavusių mokinių skaičius", "not_a_measure"),
        ("activity_number", "14,2", "not_an_activity_number"),
        ("activity_number", "2024-02-01 00:00:00", "number_became_date"),
        ("number", "2024-02-01 00:00:00", "number_became_date"),
        ("school_code", "12", "not_a_school_code"),
        ("school_year", "2023-2025", "not_a_school_year"),
        ("school_year", "2024", "not_a_school_year"),
        ("period", "pernai", "not_a_period"),
        ("period", "23/24", "not_a_period"),
        ("period", "I pusm. 2023-2024", "not_a_period"),
        ("period", "2024-12", "month_not_period"),
        ("period", "12/2024", "month_not_period"),
        ("period", "2024-12-01 00:00:00", "month_not_period"),
        ("school_year", "23/25", "not_a_school_year"),
        ("period", "2023-2025", "not_a_period"),
        ("phase", "kita", "not_a_choice"),
        ("subject", "alchemija", "not_a_subject"),
        ("measure", "procentai", "not_a_measure"),
        ("measure", "dalis", "not_a_measure"),
        ("measure", "share_36_l00", "not_a_measure"),
        ("measure", "mean_scores", "not_a_measure"),
        ("is_synthetic", "gal", "not_a_choice"),
    ],
)
def test_other_text_is_no_code(column: str, text: str, rule: str | None) -> None:
    assert PARSERS[column](text)[1] == (rule or "")


@pytest.mark.parametrize("kind", list(SCHEMAS))
def test_choices_are_those_of_the_contract(kind: str) -> None:
    for name, column in SCHEMAS[kind].columns().items():
        if name in read_words().choices and hasattr(column, "categories"):
            codes = [choice.code for choice in read_words().choices[name]]
            assert codes == list(column.categories)
