import pytest
from plan_rows import document_of

from etl.plans.form.indicators.extract import read_indicator_tables

TARGET = "Siekiama reikšmė"


def read(heading: str, *cells: str) -> list[str]:
    """Baselines as `period value`, then the targets and what is said."""
    width = heading.count("|") + 1
    rows = [f"Rodiklis|{heading}", f"1. Dalis (proc.)|{'|'.join(cells)}"]
    assert len(cells) == width
    document = document_of("4. Lentelėje pateikite", rows)
    found = read_indicator_tables(document.tables or (), document.lines)
    values = found.rows["indicator_values"]
    return [
        *(f"{row['period']} {row['value']}" for row in values),
        *(f"→ {row['target_value']}" for row in found.rows["indicators"]),
        *sorted(found.reported),
    ]


@pytest.mark.parametrize(
    ("heading", "cells", "expected"),
    [
        pytest.param(
            f"Pradinė reikšmė (2021-2022 m. m.)|{TARGET}",
            ("45,6", "50"),
            ["2021-2022 45.6", "→ 50"],
            id="year_above",
        ),
        pytest.param(
            f"Pradinė reikšmė 2021 m.|{TARGET} 2024 m.",
            ("45,6", "50"),
            ["2021 45.6", "→ 50"],
            id="year_without_brackets",
        ),
        pytest.param(
            f"Pradinė reikšmė (2021 m.)|{TARGET}",
            ("45,6 (2020 m.)", "50"),
            ["2020 45.6", "→ 50"],
            id="year_of_the_cell_first",
        ),
        pytest.param(
            f"Pradinė reikšmė (2020 m.)|Pradinė reikšmė (2021 m.)|{TARGET}",
            ("45,6", "47,1", "50"),
            ["2020 45.6", "2021 47.1", "→ 50"],
            id="two_years_side_by_side",
        ),
        pytest.param(
            f"Pradinė reikšmė, tūkst.|{TARGET}, tūkst.",
            ("45,6", "50"),
            ["→ None", "cell_unread"],
            id="thousands",
        ),
        pytest.param(
            f"Pradinė reikšmė|{TARGET}",
            ("1.234", "1,234"),
            [" None", "→ None"],
            id="thousands_or_decimals",
        ),
        pytest.param(
            f"Pradinė reikšmė|{TARGET}",
            ("0,234", "1 234"),
            [" 0.234", "→ 1234"],
            id="sure_figures",
        ),
    ],
)
def test_headings_say_what_values_are(
    heading: str, cells: tuple[str, ...], expected: list[str]
) -> None:
    assert read(heading, *cells) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param("4.", ["4"], id="same"),
        pytest.param("", ["4"], id="none"),
        pytest.param("9.", [], id="other"),
    ],
)
def test_number_beside_another_one_of_the_name_is_said(
    number: str, expected: list[str]
) -> None:
    heading = f"Eil. Nr.|Rodiklis|Pradinė reikšmė|{TARGET}"
    rows = [heading, f"{number}|4. Mokinių dalis (proc.)|45,6|50"]
    document = document_of("4. Lentelėje pateikite", rows)
    found = read_indicator_tables(document.tables or (), document.lines)
    read = [row["indicator_number"] for row in found.rows["indicators"]]
    assert read == expected
    assert bool(found.reported.get("cell_unread")) is not bool(expected)
