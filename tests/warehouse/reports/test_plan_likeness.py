"""Which plans are of like size, by money planned for activities."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Run = Callable[..., list[dict[str, Any]]]


def plan(code: str, net: str | None, programme: str = "tum") -> dict[str, Any]:
    return {"plan_code": code, "net_eur": net, "programme_code": programme}


def test_plans_of_a_programme_stand_by_likeness(run_model: Run) -> None:
    plans = [
        plan("a", "100.00"),
        plan("b", "199.99"),
        plan("c", "40.00"),
        plan("other", "100.00", "kita"),
        plan("unknown", None),
    ]
    rows = run_model(
        "reports.rpt_plan_likeness",
        {
            "reports.rpt_plan": plans,
            "reports.rpt_plan_comparison": [
                {key: one[key] for key in ("plan_code", "net_eur")} for one in plans
            ],
        },
    )
    likest = {
        row["plan_code"]: (row["other_plan_code"], row["is_like_size"])
        for row in rows
        if row["nearness"] == 1
    }
    assert likest == {"a": ("b", True), "b": ("a", True), "c": ("a", False)}
    assert {row["other_plan_code"] for row in rows} == {"a", "b", "c"}
