"""Decisions make versions of a plan; the printed one stays."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

Run = Callable[..., list[dict[str, Any]]]
Rows = list[dict[str, Any]]

ACTIVITIES = "staging.stg_plan_package__activities"
NUMBERS = "intermediate.int_activity_numbers__resolved"
INDICATORS = "staging.stg_plan_package__indicators"
DEDUPLICATED = "intermediate.int_plan_changes__deduplicated"
ORDERED = "intermediate.int_plan_changes__ordered"
IN_FORCE = "intermediate.int_activity_costs__in_force"


def change(decision: str, day: int, value: str, **cells: Any) -> dict[str, Any]:  # noqa: ANN401 - cells of a row
    return {
        "plan_code": "p",
        "decision_number": decision,
        "decided_date": date(2025, 1, day),
        "item": "activity",
        "number": "1",
        "field_code": "net_eur",
        "new_value": Decimal(value),
        "is_synthetic": False,
        **cells,
    }


def cost_row(number: str, net: str | None, role: str = "counted") -> dict[str, Any]:
    return {
        "plan_code": "p",
        "activity_key": f"p:{number}",
        "activity_number": number,
        "cost_role": role,
        "net_eur": None if net is None else Decimal(net),
    }


def order_changes(run_model: Run, rows: Rows, costs: Rows) -> Rows:
    given = {
        DEDUPLICATED: rows,
        ACTIVITIES: costs,
        NUMBERS: [
            {key: row[key] for key in ("plan_code", "activity_key", "activity_number")}
            for row in costs
        ],
        INDICATORS: [
            {"plan_code": "p", "indicator_number": "1", "target_value": Decimal(80)}
        ],
    }
    ordered = run_model(ORDERED, given)
    return sorted(ordered, key=lambda row: (row["version_number"], row["number"]))


def test_decision_names_the_figure_before_it(run_model: Run) -> None:
    rows = [change("T-2", 20, "300"), change("T-1", 10, "200")]
    found = order_changes(run_model, rows, [cost_row("1", "100.00")])
    assert [(row["old_value"], row["new_value"]) for row in found] == [
        (100, 200),
        (200, 300),
    ]
    assert [row["is_in_force"] for row in found] == [False, True]


def test_decisions_of_one_day_go_by_their_numbers(run_model: Run) -> None:
    rows = [change("T-10", 5, "2"), change("T-9", 5, "1")]
    found = order_changes(run_model, rows, [cost_row("1", "100.00")])
    assert [row["decision_number"] for row in found] == ["T-9", "T-10"]


def test_changed_target_stands_beside_the_printed_one(run_model: Run) -> None:
    row = change("T-1", 1, "75", item="indicator", field_code="target_value")
    ordered = order_changes(run_model, [row], [])
    given = {
        ORDERED: ordered,
        INDICATORS: [
            {
                "plan_code": "p",
                "indicator_number": "1",
                "is_chosen": True,
                "target_value": Decimal(80),
            }
        ],
        "marts.dim_plan": [{"plan_code": "p"}],
    }
    [target] = run_model("marts.fct_indicator_target", given)
    assert (target["target_value"], target["target_in_force_value"]) == (80, 75)
    assert target["decision_number"] == "T-1"


@pytest.mark.parametrize(
    ("role", "printed", "changes", "expected"),
    [
        pytest.param("counted", "100", [], (True, 100), id="as_printed"),
        pytest.param("counted", "100", ["80"], (True, 80), id="changed"),
        pytest.param("counted", "100", ["80", "0"], (True, 0), id="taken_away"),
        pytest.param("none", None, [], (False, None), id="no_cost"),
        pytest.param("none", None, ["50"], (True, 50), id="gets_a_cost"),
        pytest.param("elsewhere", None, ["50"], (True, 50), id="was_paid_elsewhere"),
        pytest.param("rolled_up", "100", [], (False, 100), id="sum_of_its_parts"),
    ],
)
def test_cost_in_force_is_that_of_the_last_decision(
    run_model: Run,
    role: str,
    printed: str | None,
    changes: list[str],
    expected: tuple[bool, int | None],
) -> None:
    costs = [cost_row("1", printed, role)]
    rows = [change(f"T-{day}", day, net) for day, net in enumerate(changes, start=1)]
    ordered = order_changes(run_model, rows, costs)
    [row] = run_model(IN_FORCE, {ACTIVITIES: costs, ORDERED: ordered})
    assert (row["is_counted"], row["net_eur"]) == expected


def test_version_sums_add_up_decision_by_decision(run_model: Run) -> None:
    costs = [cost_row("1", "100.00"), cost_row("2", None, "none")]
    rows = [
        change("T-1", 1, "80.50"),
        change("T-2", 2, "30", number="2"),
        change("T-2", 2, "90"),
    ]
    ordered = order_changes(run_model, rows, costs)
    changes = run_model("marts.fct_plan_change", {ORDERED: ordered})
    given = {
        "marts.dim_plan": [{"plan_code": "p"}],
        "marts.fct_planned_cost": [{"plan_code": "p", "net_eur": Decimal(100)}],
        "marts.fct_plan_change": changes,
    }
    versions = run_model("marts.dim_plan_version", given)
    sums = {row["version_number"]: row["net_eur"] for row in versions}
    assert sums == {0: 100, 1: Decimal("80.50"), 2: 120}
    assert {row["version_number"]: row["is_in_force"] for row in versions}[2]
    assert {row["vat_eur"] for row in versions} == {None}
