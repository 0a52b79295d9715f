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
        pytest.param(
            (NAME, "Pradinė rodiklio\nreikšmė", TARGET),
            (Decimal(79), Decimal(83), []),
            id="broken_behind_its_indicator",
        ),
        pytest.param(
            (NAME, "Pradinė reikš-\nmė", "Siekiama reikš-\nmė (2030 m.)"),
            (Decimal(79), Decimal(83), []),
            id="broken_word",
        ),
        pytest.param(
            (NAME, "Pradi-\nnė reikšmė", "Planuojama\nreikšmė"),
            (Decimal(79), Decimal(83), []),
            id="planned",
        ),
        pytest.param(
            (NAME, "Planuojama reikšmė", "Pradinė rodiklio\nreikšmė"),
            (None, None, ["table_unread"]),
            id="planned_first",
        ),
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


ROW = ("1. Mokinių dalis (proc.)", "79", "83")


def read_all(*cells: str) -> tuple[list[Decimal | None], list[str]]:
    """Targets of all indicators, and the findings."""
    found = read_indicator_text(parse_lines("\n\n".join((OPENING, *cells))))
    targets = [row["target_value"] for row in found.rows["indicators"]]
    return targets, list(found.reported)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Pradinė reikšmė nenustatyta", ([Decimal(83), Decimal(50)], [])),
        ("nenustatyta", ([Decimal(83), Decimal(50)], [])),
        # Another cell may be a heading: it stops the table.
        ("Pradinė reikšmė paaiškės", ([None, None], ["table_unread"])),
    ],
)
def test_cell_that_says_that_nothing_was_measured_is_no_heading(
    cell: str, expected: tuple[list[Decimal | None], list[str]]
) -> None:
    other = ("2. Mokytojų dalis (proc.)", cell, "50")
    assert read_all(NAME, BASELINE, TARGET, *ROW, *other) == expected


@pytest.mark.parametrize(
    ("again", "is_read"),
    [
        ((NAME, BASELINE, TARGET), True),
        ((NAME, f"{BASELINE}\n\n(2021 m.)", "Siekiama\nreikšmė", "(2030 m.)"), True),
        ((NAME, TARGET, BASELINE), False),
        ((NAME, TARGET), False),
    ],
)
def test_headings_among_the_rows_are_heard(
    again: tuple[str, ...], *, is_read: bool
) -> None:
    second = ("2. Mokytojų dalis (proc.)", "40", "50")
    targets, rules = read_all(NAME, BASELINE, TARGET, *ROW, *again, *second)
    assert (rules == []) is is_read
    assert all((target is not None) is is_read for target in targets)


@pytest.mark.parametrize(("mark", "count"), [("\f", 2), ("", 1)])
def test_note_at_the_foot_ends_with_its_page(mark: str, count: int) -> None:
    note = ("** Programai skirta 21,5 mln. Eur.", f"{mark}2. Mokytojų dalis (proc.)")
    targets, _ = read_all(NAME, BASELINE, TARGET, *ROW, *note, "40", "50")
    assert targets == [Decimal(83), Decimal(50)][:count]
