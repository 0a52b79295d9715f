"""A sentence names few plans, and counts the rest of many."""

from datetime import UTC, datetime

import pytest

from dashboard.kit.comparison.words import name_plans
from dashboard.kit.screen import Screen
from dashboard.kit.snapshot import Shown
from pazanga.texts import Language

SHOWN = Shown("", datetime(2026, 5, 4, tzinfo=UTC))
FIFTY_NINE = [f"{number} sav." for number in range(1, 60)]


@pytest.mark.parametrize(
    ("names", "language", "said"),
    [
        ([], "lt", ""),
        (["A"], "lt", "A"),
        (["A", "B", "C", "D"], "lt", "A, B, C, D"),
        (["A", "B", "C", "D", "E"], "lt", "A, B, C ir dar 2"),
        (FIFTY_NINE, "lt", "1 sav., 2 sav., 3 sav. ir dar 56"),
        (FIFTY_NINE, "en", "1 sav., 2 sav., 3 sav. and 56 more"),
    ],
)
def test_few_plans_are_named_and_the_rest_counted(
    names: list[str], language: Language, said: str
) -> None:
    screen = Screen(language, SHOWN, "kaunas", "Kauno m. sav.")
    assert name_plans(names, screen) == said
