"""What money is meant to move: each euro once, to the cent."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

Run = Callable[..., list[dict[str, Any]]]


COSTS = [
    {
        "plan_code": "a",
        "activity_key": key,
        "policy_area_code": area,
        "cost_category_code": "equipment",
        "net_eur": net,
    }
    for key, area, net in [
        ("a:1:1", "steam", "100.00"),
        ("a:1:1", "culture", "0.02"),
        ("a:2:1", "steam", "7.00"),
        ("a:3:1", "steam", None),
    ]
]


def test_each_euro_is_told_once(run_model: Run) -> None:
    rows = run_model(
        "reports.rpt_money_purpose",
        {
            "reports.rpt_planned_cost": COSTS,
            "reports.rpt_indicator_cost": [
                {
                    "plan_code": "a",
                    "indicator_number": number,
                    "activity_key": "a:1:1",
                    "is_counted": is_counted,
                }
                for number, is_counted in [
                    ("1", True),
                    ("2", True),
                    ("3", True),
                    ("4", False),
                ]
            ],
            "marts.dim_indicator": [
                {"plan_code": "a", "indicator_number": number, "sort_order": place}
                for place, number in enumerate("1234")
            ],
        },
    )
    found = {
        (row["policy_area_code"], row["indicator_number"]): row["net_eur"]
        for row in rows
    }
    assert found == {
        ("steam", "1"): Decimal("33.33"),
        ("steam", "2"): Decimal("33.34"),
        ("steam", "3"): Decimal("33.33"),
        ("culture", "1"): Decimal("0.01"),
        ("culture", "2"): Decimal("0.00"),
        ("culture", "3"): Decimal("0.01"),
        ("steam", None): Decimal("7.00"),
    }
    assert sum(found.values()) == Decimal("107.02")
