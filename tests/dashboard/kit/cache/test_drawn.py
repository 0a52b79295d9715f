"""Drawings that are shown again: for the same snapshot, address and language only."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dashboard.kit.cache.drawn import clear_drawn, take_drawn
from dashboard.kit.screen import Screen
from dashboard.kit.snapshot import Shown

SHOWN = Shown("/snapshots/one.duckdb", datetime(2026, 1, 1, tzinfo=UTC))
SCREEN = Screen("lt", SHOWN, "kaunas", "Kauno m. sav.")


@pytest.fixture(autouse=True)
def _nothing_drawn() -> None:
    clear_drawn()


@pytest.mark.parametrize(
    "other",
    [
        replace(SCREEN, snapshot=replace(SHOWN, path="/snapshots/two.duckdb")),
        replace(SCREEN, language="en"),
        replace(SCREEN, plan_code="anyksciai"),
        replace(SCREEN, choices=(("area", ("steam",)),)),
    ],
    ids=["snapshot", "language", "plan", "address"],
)
def test_other_screen_is_drawn_anew(other: Screen) -> None:
    assert take_drawn(SCREEN, "chart", 1, lambda: "first") == "first"
    assert take_drawn(other, "chart", 1, lambda: "second") == "second"
    assert take_drawn(SCREEN, "chart", 1, lambda: "third") == "first"


def test_other_choice_and_other_chart_are_drawn_anew() -> None:
    assert take_drawn(SCREEN, "chart", ("a", 1), lambda: "first") == "first"
    assert take_drawn(SCREEN, "chart", ("a", 2), lambda: "second") == "second"
    assert take_drawn(SCREEN, "table", ("a", 1), lambda: "third") == "third"
