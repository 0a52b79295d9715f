import pytest

from etl.workbooks.cells.value_units import may_differ, unit_of_value, unit_said_above


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("proc.", "percent"),
        ("%", "percent"),
        ("Procentais", "percent"),
        ("mokinių dalis, proc.", "percent"),
        ("percent", "percent"),
        ("procentiniai punktai", "percentage_points"),
        ("p. p.", "percentage_points"),
        ("percentage points", "percentage_points"),
        ("vnt.", "count"),
        ("skaičius", "count"),
        ("mokinių skaičius", "count"),
        ("mokiniai", "count"),
        ("asm.", "count"),
        ("koeficientas", "ratio"),
        ("balai", "score"),
        ("pažymys", "score"),
        ("proc. / vnt.", ""),
        ("balai ir procentai", ""),
        ("mokiniai, turintys poreikių", ""),
        ("ŠVIS", ""),
        ("", ""),
    ],
)
def test_unit_beside_a_value_is_understood(text: str, unit: str) -> None:
    assert unit_of_value(text) == unit


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Reikšmė, proc.", "percent"),
        ("Reikšmė, %", "percent"),
        ("Reikšmė (skaičius)", ""),
        ("Reikšmė, mokinių skaičius", "count"),
        ("Reikšmė, vnt.", "count"),
        ("Reikšmė", ""),
    ],
)
def test_heading_says_a_unit_or_only_that_a_figure_is_asked(
    title: str, unit: str
) -> None:
    assert unit_of_value(title, is_title=True) == unit


@pytest.mark.parametrize(
    ("title", "is_said"),
    [
        ("Rodiklių reikšmės, proc.", True),
        ("(procentais)", True),
        ("Visi rodikliai – vnt.", True),
        ("Dalyvaujančių mokinių dalis 45 proc.", False),
        ("Pažangos plano rodikliai", False),
    ],
)
def test_title_says_the_unit_of_all_values(title: str, *, is_said: bool) -> None:
    assert (unit_said_above([title]) == title) == is_said


@pytest.mark.parametrize(
    ("said", "unit", "differs"),
    [
        ("percent", "percent", False),
        ("percent", "count", True),
        ("percent", "ratio", True),
        ("percent", "score", True),
        ("count", "percent", True),
        ("score", "percent", True),
        ("percentage_points", "percent", True),
        ("percentage_points", "count", True),
        ("percentage_points", "percentage_points", False),
        ("percent", "percentage_points", False),
        ("count", "ratio", False),
        ("score", "count", False),
        ("", "percent", False),
        ("percent", "", False),
    ],
)
def test_only_shares_are_told_from_other_units(
    said: str, unit: str, *, differs: bool
) -> None:
    assert may_differ(said, unit) is differs
