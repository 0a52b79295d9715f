from decimal import Decimal

import pytest

from etl.plans.form.indicators.values import is_understood, read_value


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("83,01", "83.01", id="comma"),
        pytest.param("83.01", "83.01", id="dot"),
        pytest.param("83,01¹", "83.01", id="raised_mark"),
        pytest.param("83,01*", "83.01", id="star"),
        pytest.param("83,01 %²", "83.01", id="mark_after_unit"),
        pytest.param("79,03 (2021-2022 m. m. 6-10 balų)", "79.03", id="note"),
        pytest.param("ne mažiau kaip 60 proc.", "60", id="bound"),
        pytest.param("≥ 5", "5", id="sign"),
        pytest.param("Bent 11 mokyklų", "11", id="counted"),
        pytest.param("1 500 vnt.", "1500", id="thousands"),
        pytest.param("1\u00a0500", "1500", id="no_break_space"),
        pytest.param("8\u00ad3,01", "83.01", id="soft_hyphen"),
        pytest.param("50–60", None, id="range"),
        pytest.param("nuo 50 iki 60", None, id="from_to"),
        pytest.param("apie 60", None, id="about"),
        pytest.param("60 / 70", None, id="two"),
        pytest.param("60 70", None, id="two_numbers"),
        pytest.param("83,01 1", None, id="mark_apart"),
        pytest.param("1 83,01", None, id="mark_first"),
        pytest.param("-5", None, id="minus"),
        pytest.param("(60)", None, id="brackets_only"),
        pytest.param("60 tūkst.", None, id="unit_that_multiplies"),
        pytest.param("8З,01", None, id="letter"),
        pytest.param("10⁶0", None, id="power"),
        pytest.param("79,03 (2021 m., prelim.)", None, id="preliminary"),
        pytest.param("83 (planuojama)", None, id="planned"),
        pytest.param("83 (?)", None, id="in_doubt"),
        pytest.param("4,00 (pokytis)", None, id="change"),
        pytest.param("79,03 (šalies vid., 2021 m.)", None, id="of_the_country"),
        pytest.param("79,03 (mergaitės) (2021 m.)", None, id="of_a_group"),
        pytest.param("83,01 x", None, id="lone_letter"),
    ],
)
def test_value_is_read_whole_or_not_at_all(printed: str, expected: str | None) -> None:
    assert read_value(printed) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    "printed", ["–", "-", "nematuojama", "Nėra duomenų", "5 proc."]
)
def test_cells_without_a_value_are_understood(printed: str) -> None:
    assert is_understood(printed)
