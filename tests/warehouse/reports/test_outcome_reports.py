"""What became of activities: the newest counts, and no yearly cost counts twice."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

Run = Callable[..., list[dict[str, Any]]]

FACTS = "marts.fct_activity_outcome"
ACTIVITIES = "marts.dim_activity"


def say(number: str, **cells: Any) -> dict[str, Any]:  # noqa: ANN401 - cells of a row
    return {
        "plan_code": "p",
        "activity_key": f"p:{number}:1",
        "activity_number": number,
        "outcome_code": "continues",
        "is_newest": True,
        **cells,
    }


def list_activity(number: str, role: str, occurrence: int = 1) -> dict[str, Any]:
    return {
        "plan_code": "p",
        "activity_key": f"p:{number}:{occurrence}",
        "activity_number": number,
        "cost_role": role,
        "is_counted": role == "counted",
    }


LISTED = [
    list_activity("1", "counted"),
    list_activity("2", "rolled_up"),
    list_activity("2.1", "counted"),
    list_activity("2.2", "counted"),
    list_activity("14.2", "counted"),
    list_activity("14.2", "counted", occurrence=2),
    list_activity("20", "counted"),
]


def show(run_model: Run, *outcomes: dict[str, Any]) -> dict[str, dict[str, Any]]:
    given = {ACTIVITIES: LISTED, FACTS: list(outcomes)}
    rows = run_model("reports.rpt_activity_outcome", given)
    return {row["activity_key"]: row for row in rows}


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param([("2026-05-31", False), ("2026-06-30", False)], 1, id="later_day"),
        pytest.param([("2026-06-30", False), ("2026-05-31", False)], 0, id="any_order"),
        pytest.param([("2026-05-31", False), ("2026-06-30", True)], 0, id="made_up"),
    ],
)
def test_one_outcome_is_the_newest(
    run_model: Run, days: list[tuple[str, bool]], expected: int
) -> None:
    rows = [
        {
            "plan_code": "p",
            "activity_number": "1",
            "as_of_date": date.fromisoformat(day),
            "is_synthetic": is_synthetic,
        }
        for day, is_synthetic in days
    ]
    found = run_model(FACTS, {"intermediate.int_outcomes__deduplicated": rows})
    [newest] = [row for row in found if row["is_newest"]]
    assert newest["as_of_date"] == rows[expected]["as_of_date"]


def test_an_answer_holds_for_parts_and_for_both_rows_of_a_number(
    run_model: Run,
) -> None:
    rows = show(run_model, say("2"), say("14.2"), say("2.1", outcome_code="cut"))
    answered = {key: row["answered_number"] for key, row in rows.items()}
    assert answered == {
        "p:1:1": None,
        "p:2:1": "2",
        "p:2.1:1": "2.1",
        "p:2.2:1": "2",
        "p:14.2:1": "14.2",
        "p:14.2:2": "14.2",
        "p:20:1": None,
    }
    own = {key for key, row in rows.items() if row["outcome_code"]}
    assert own == {"p:2:1", "p:2.1:1", "p:14.2:1"}


@pytest.mark.parametrize(
    ("cells", "stays"),
    [
        ({}, True),
        ({"outcome_code": "done"}, False),
        ({"outcome_code": "done", "yearly_cost_eur": Decimal(5)}, True),
        ({"outcome_code": "done", "yearly_cost_eur": Decimal(0)}, False),
        ({"outcome_code": "cut"}, False),
    ],
    ids=["continues", "done", "done_with_a_cost", "done_for_free", "cut"],
)
def test_what_continues_or_costs_stays(
    run_model: Run, cells: dict[str, Any], *, stays: bool
) -> None:
    assert show(run_model, say("1", **cells))["p:1:1"]["is_staying"] is stays


def test_cost_of_a_part_is_held_by_that_of_the_whole(run_model: Run) -> None:
    costs = {"yearly_cost_eur": Decimal(5)}
    rows = show(run_model, say("2", **costs), say("2.1", **costs), say("20", **costs))
    assert rows["p:2.1:1"]["cost_in_number"] == "2"
    counted = [row for row in rows.values() if row["cost_in_number"] is None]
    assert sum(row["yearly_cost_eur"] or 0 for row in counted) == Decimal(10)
    alone = show(run_model, say("2"), say("2.1", **costs))
    assert alone["p:2.1:1"]["cost_in_number"] is None
