"""Days and years stay on one line; the characters a reader sees do not change."""

import pytest

from dashboard.kit.typography import JOINER, keep_counts, keep_days, keep_unit


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Iki 2025-12-31 panaudota 68 proc.", 1),
        ("2024-01-01–2025-12-31", 2),
        ("2024-2025 m., Nr. 12-34-56, e-dienynas", 0),
        ("", 0),
    ],
)
def test_only_days_are_kept_whole(text: str, days: int) -> None:
    kept = keep_days(text)
    assert kept.count(f"-{JOINER}") == 2 * days
    assert kept.replace(JOINER, "") == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("vėluoja – 3, kyla rizika –\u00a02", 2),
        ("pokytis – −0,5 proc. p.", 1),
        ("2021–2022 m. m. – visos mokyklos", 0),
        ("Planas – tai 21 mln. €", 0),
    ],
)
def test_no_line_begins_with_the_dash_before_a_number(text: str, kept: int) -> None:
    said = keep_counts(text)
    assert said.count(f"\u00a0–{JOINER}\u00a0") == kept
    plain = said.replace(JOINER, "").replace("\u00a0", " ")
    assert plain == text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("label", "kept"),
    [
        ("Panaudota, €", "Panaudota,\u00a0€"),
        ("Pokytis, proc. p.", "Pokytis,\u00a0proc. p."),
        ("Prognozė, plano dalis", "Prognozė, plano dalis"),
        ("Veikla", "Veikla"),
    ],
)
def test_unit_stays_beside_the_last_word_of_its_heading(label: str, kept: str) -> None:
    assert keep_unit(label) == kept
