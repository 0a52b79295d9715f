"""Indicators of a text: which of their values is which, by headings and by words."""

from decimal import Decimal

import pytest

from etl.plans.content.document import parse_lines
from etl.plans.form.indicators.extract import read_indicator_text

OPENING = "4. Lentelėje pateikite rodiklius ir jų reikšmes (pradinė\nrodiklio reikšmė)."
NAME, BASELINE = "Rodiklis", "Pradinė reikšmė"
TARGET = "Siekiama reikšmė įgyvendinus pažangos planą"


def read(*cells: str) -> tuple[Decimal | None, Decimal | None, list[str]]:
    """Baseline and target of the only indicator, and the findings."""
    found = read_indicator_text(parse_lines("\n\n".join((OPENING, *cells))))
    [indicator] = found.rows["indicators"]
    values = [row["value"] for row in found.rows["indicator_values"]] or [None]
    return values[0], indicator["target_value"], list(found.reported)


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        pytest.param(
            (NAME, BASELINE, TARGET), (Decimal(79), Decimal(83), []), id="form"
        ),
        pytest.param(
            (f"{NAME} {BASELINE} {TARGET}",),
            (Decimal(79), Decimal(83), []),
            id="on_one_line",
        ),
        pytest.param(
            (NAME, TARGET, BASELINE), (None, None, ["table_unread"]), id="target_first"
        ),
        pytest.param(
            (BASELINE, TARGET, NAME), (None, None, ["table_unread"]), id="name_last"
        ),
        pytest.param((NAME, TARGET), (None, None, ["table_unread"]), id="one_gone"),
    ],
)
def test_headings_say_which_value_is_which(
    headings: tuple[str, ...],
    expected: tuple[Decimal | None, Decimal | None, list[str]],
) -> None:
    assert read(*headings, "1. Mokinių dalis (proc.)", "79", "83") == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("79", "Bent 83"), (Decimal(79), Decimal(83))),
        (("Bent 83", "nematuojama"), (None, Decimal(83))),
        (("83", "79 (2021-2022 m. m.)"), (Decimal(79), None)),
        (("79 (2021-2022 m. m.)", "83"), (Decimal(79), Decimal(83))),
    ],
)
def test_words_and_years_say_which_value_is_which(
    cells: tuple[str, ...], expected: tuple[Decimal | None, Decimal | None]
) -> None:
    form = (NAME, BASELINE, TARGET, "1. Mokinių dalis (proc.)")
    assert read(*form, *cells)[:2] == expected
