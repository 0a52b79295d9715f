from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.kit.filters import SpendingFilter

FULL = SpendingFilter(
    plan="kaunas",
    area=("culture", "steam"),
    category=("equipment",),
    school=("M1",),
    year=(2024,),
    search="robotika",
)


def test_filter_lists_active_fields_in_order() -> None:
    assert FULL.list_active() == ["area", "category", "school", "year", "search"]
    assert SpendingFilter(plan="kaunas").list_active() == []


@pytest.mark.parametrize("name", FULL.list_active())
def test_filter_drops_one_field_and_keeps_the_others(name: str) -> None:
    left = FULL.drop(name)
    assert left.list_active() == [item for item in FULL.list_active() if item != name]
    assert left.plan == "kaunas"


def test_filter_gives_lists_to_the_query() -> None:
    assert FULL.to_parameters() == {
        "plan": "kaunas",
        "area": ["culture", "steam"],
        "category": ["equipment"],
        "school": ["M1"],
        "year": [2024],
        "pace": [],
        "search": [r"\brobotik"],
    }


def test_filter_is_hashable_and_compares_by_value() -> None:
    again = replace(FULL, area=("culture", "steam"))
    assert again == FULL
    assert again != FULL.drop("area")
    assert hash(FULL.drop("area")) == hash(FULL.drop("area"))
