"""Words before a target: where a value shall get to, or what it may not pass."""

import pytest
from plan_rows import document_of

from etl.plans.form.indicators.extract import read_indicator_tables

HEADING = "Rodiklis|Pradinė reikšmė|Siekiama reikšmė"


@pytest.mark.parametrize(
    ("baseline", "target", "expected"),
    [
        ("79", "iki 83", "83 exact increase"),
        ("83", "iki 79", "79 at_most decrease"),
        ("79", "ne daugiau 83", "83 at_most increase"),
        ("83", "bent 79", "79 at_least decrease"),
        ("79", "bent 83", "83 at_least increase"),
        ("–", "iki 5", "5 at_most decrease"),
    ],
)
def test_bound_of_a_target(baseline: str, target: str, expected: str) -> None:
    document = document_of("4. Lentelė", [HEADING, f"1. Dalis|{baseline}|{target}"])
    rows = read_indicator_tables(document.tables or (), document.lines).rows
    [row] = rows["indicators"]
    read = (str(row[f"target_{name}"]) for name in ("value", "bound"))
    assert f"{' '.join(read)} {row['direction']}" == expected
