"""Reports on indicators on given rows: baselines, and the money behind them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

Run = Callable[..., list[dict[str, Any]]]

KEY = {"plan_code": "p", "indicator_number": "1"}


def activity(number: str, *, counted: bool = True) -> dict[str, Any]:
    return {
        "plan_code": "p",
        "activity_key": f"p:{number}:1",
        "activity_number": number,
        "occurrence": 1,
        "is_counted": counted,
    }


def link(number: str, indicator: str) -> dict[str, Any]:
    return {
        "plan_code": "p",
        "activity_key": f"p:{number}:1",
        "indicator_number": indicator,
    }


def cost(number: str, area: str, net: str, vat: str | None) -> dict[str, Any]:
    return {
        "plan_code": "p",
        "activity_key": f"p:{number}:1",
        "policy_area_code": area,
        "net_eur": Decimal(net),
        "vat_eur": None if vat is None else Decimal(vat),
    }


def test_activity_without_indicators_follows_its_nearest_parent(
    run_model: Run,
) -> None:
    rows = run_model(
        "reports.rpt_indicator_cost",
        {
            "marts.dim_activity": [
                activity("1", counted=False),
                activity("1.1", counted=False),
                activity("1.1.1"),
                activity("1.2"),
                activity("1.3", counted=False),
                activity("10"),
            ],
            "marts.bridge_activity_indicator": [
                link("1", "A"),
                link("1.1", "B"),
                link("1.2", "C"),
            ],
        },
    )
    found = {
        (row["activity_number"], row["indicator_number"], row["is_inherited"])
        for row in rows
    }
    assert found == {
        ("1", "A", False),
        ("1.1", "B", False),
        ("1.1.1", "B", True),
        ("1.2", "C", False),
    }


def test_money_of_an_indicator_is_that_of_whole_activities(run_model: Run) -> None:
    [row] = run_model(
        "reports.rpt_indicator_cost",
        {
            "marts.dim_activity": [activity("1")],
            "marts.bridge_activity_indicator": [link("1", "A")],
            "marts.fct_planned_cost": [
                cost("1", "steam", "70.01", "14.70"),
                cost("1", "culture", "29.99", None),
            ],
        },
    )
    assert (row["net_eur"], row["vat_eur"]) == (Decimal("100.00"), None)


def test_money_by_area_sums_the_parts_of_activities(run_model: Run) -> None:
    named = {"plan_code": "p", "indicator_number": "A", "is_counted": True}
    rows = run_model(
        "reports.rpt_indicator_policy_area",
        {
            "reports.rpt_indicator_cost": [
                {**named, "activity_key": "p:1:1"},
                {**named, "activity_key": "p:2:1"},
            ],
            "marts.fct_planned_cost": [
                cost("1", "steam", "70.00", None),
                cost("1", "culture", "30.00", None),
                cost("2", "steam", "5.00", None),
            ],
            "marts.dim_policy_area": [
                {"policy_area_code": "steam"},
                {"policy_area_code": "culture"},
            ],
        },
    )
    sums = {row["policy_area_code"]: row["net_eur"] for row in rows}
    assert sums == {"steam": Decimal("75.00"), "culture": Decimal("30.00")}


@pytest.mark.parametrize(
    ("statuses", "chosen", "expected"),
    [
        pytest.param(["final"], True, "final", id="printed"),
        pytest.param(["unclear"], True, "unclear", id="zero"),
        pytest.param(["not_measured"], True, "not_measured", id="printed_so"),
        pytest.param([], True, "missing", id="not_printed"),
        pytest.param([], False, "not_chosen", id="only_listed"),
    ],
)
def test_baseline_says_why_there_is_none(
    run_model: Run,
    statuses: list[str],
    chosen: bool,  # noqa: FBT001 - a row of the table above
    expected: str,
) -> None:
    value = Decimal(5) if statuses != ["not_measured"] else None
    [row] = run_model(
        "reports.rpt_indicator",
        {
            "marts.dim_indicator": [{**KEY, "is_chosen": chosen}],
            "marts.fct_indicator_target": [
                {
                    **KEY,
                    "baseline_value": value if statuses else None,
                    "baseline_status": statuses[0] if value and statuses else None,
                    "target_value": Decimal(7),
                }
            ],
            "marts.fct_indicator_value": [
                {**KEY, "value_kind": "baseline", "value": value, "value_status": code}
                for code in statuses
            ],
        },
    )
    assert row["baseline_status"] == expected
    assert row["change_value"] == (2 if expected == "final" else None)
