import pytest
from plan_rows import document_of

from etl.plans.form.indicators.cells import CELL, start_of_cells
from etl.plans.form.indicators.grids import read_indicator_grids

HEADING = "Rodiklis|Pradinė reikšmė|Siekiama reikšmė"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("Mokinių dalis (proc.) 79,03 83,01", "79,03|83,01"),
        ("Mokinių dalis (proc.) 79,03", "79,03"),
        (
            "Mokinių dalis (proc.) 79,03 (2021-2022 m. m.) 83",
            "79,03 (2021-2022 m. m.)|83",
        ),
        ("Mokytojų skaičius - -", "-|-"),
        ("Mokyklų skaičius nematuojama Bent 9", "nematuojama|Bent 9"),
        (
            "Mokyklų skaičius ne mažiau kaip 5 ne daugiau kaip 7",
            "ne mažiau kaip 5|ne daugiau kaip 7",
        ),
        ("Dalis (proc.) 5 proc. 7 %", "5 proc.|7 %"),
        ("Dalis (proc.) 5¹ 7*", "5¹|7*"),
        ("1–8 klasių mokinių skaičius 2021", ""),
        ("Mokinių dalis", ""),
        ("5 7", "5|7"),
    ],
)
def test_value_cells_stand_at_the_end_of_a_name(text: str, cells: str) -> None:
    start = start_of_cells(text)
    found = [match[0].strip() for match in CELL.finditer(text, start)]
    assert found == (cells.split("|") if cells else [])


def read(*rows: str) -> list[str]:
    """Rows as `number name: baselines → targets`, then rules of findings."""
    document = document_of("4. Lentelė", list(rows))
    found, reported = read_indicator_grids(document.tables or (), document.lines)
    return [
        *(
            f"{row.number} {row.name}:"
            f" {', '.join(cell.printed for cell in row.baselines)} →"
            f" {', '.join(cell.printed for cell in row.targets)}"
            for row in found
        ),
        *reported,
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([HEADING, "1. Dalis|5|7"], ["1 Dalis: 5 → 7"], id="one"),
        pytest.param(
            ["Siekiama reikšmė|Rodiklis|Pradinė reikšmė", "7|1. Dalis|5"],
            ["1 Dalis: 5 → 7"],
            id="any_order",
        ),
        pytest.param(
            [f"Nr.|{HEADING}", "3|Dalis|5|7"],
            ["3 Dalis: 5 → 7"],
            id="column_of_numbers",
        ),
        pytest.param(
            [HEADING, "1. Dalis|5 (2020 m.) // 6 (2021 m.)|7"],
            ["1 Dalis: 5 (2020 m.), 6 (2021 m.) → 7"],
            id="two_years",
        ),
        pytest.param(
            [HEADING, "1. Dalis|Bus patikslinta|7"],
            ["1 Dalis: Bus patikslinta → 7"],
            id="words",
        ),
        pytest.param([HEADING, "1. Dalis||7"], ["1 Dalis:  → 7"], id="no_baseline"),
        pytest.param(
            [HEADING, "1. Dalis|5|<"], ["1 Dalis:  → ", "cell_unread"], id="merged"
        ),
        pytest.param([HEADING, "1. Dalis|–|<"], ["1 Dalis:  → "], id="merged_dash"),
        pytest.param(
            [f"{HEADING} (pokytis, proc. punktais)", "1. Dalis|79,03|4,00"],
            ["1 Dalis:  → ", "cell_unread"],
            id="heading_of_changes",
        ),
        pytest.param(
            [f"{HEADING}, proc. p.", "1. Dalis|79,03|4,00"],
            ["1 Dalis:  → ", "cell_unread"],
            id="heading_of_points",
        ),
        pytest.param(
            ["Rodiklis|Pradinė reikšmė (prognozė)|Siekiama reikšmė", "1. Dalis|79|83"],
            ["1 Dalis:  → 83", "cell_unread"],
            id="heading_of_forecasts",
        ),
        pytest.param(
            [HEADING, "1. Dalis|5|7", "2. Kita dalis 5 7"],
            ["1 Dalis: 5 → 7", "cell_unread"],
            id="row_merged_over_its_values",
        ),
        pytest.param(
            [f"{HEADING} (pokytis)", "1. Dalies pokytis|1|4,00"],
            ["1 Dalies pokytis: 1 → 4,00"],
            id="indicator_that_is_a_change",
        ),
        pytest.param(
            [HEADING, "1. Dalis|5 (2020 m.)|7", "^|6 (2021 m.)|^"],
            ["1 Dalis: 5 (2020 m.), 6 (2021 m.) → 7"],
            id="name_over_two_rows",
        ),
        pytest.param(
            [HEADING, "1. Dalis|5|7", "|6|8"],
            ["1 Dalis: 5 → 7", "cell_unread"],
            id="name_missing",
        ),
        pytest.param(
            ["Rodiklis|Buvo|Bus", "1. Dalis|5|7"], ["table_unread"], id="unknown"
        ),
    ],
)
def test_rows_of_a_table_of_indicators(rows: list[str], expected: list[str]) -> None:
    assert read(*rows) == expected
