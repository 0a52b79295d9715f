"""Spent against planned: shares of areas, and the line from first to last day."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

Run = Callable[..., list[dict[str, Any]]]
Rows = list[dict[str, Any]]

AMOUNTS = "intermediate.int_amounts__collected"
WEIGHTED = "intermediate.int_activity_policy_areas__weighted"
ABSORPTION = "reports.rpt_absorption"
ACTIVITY = "reports.rpt_activity_absorption"


def amount(net: str, month: int, **cells: Any) -> dict[str, Any]:  # noqa: ANN401 - cells of a row
    return {
        "amount_kind": "executed",
        "activity_key": "p:1",
        "month_date": date(2025, month, 1),
        "is_synthetic": False,
        "net_eur": Decimal(net),
        "has_unknown_vat": True,
        **cells,
    }


def test_monthly_amounts_are_split_to_the_cent_even_below_zero(run_model: Run) -> None:
    weighted = [
        {
            "plan_code": "p",
            "activity_key": "p:1",
            "policy_area_code": area,
            "weight_ratio": Decimal("0.5"),
            "area_rank": rank,
        }
        for rank, area in enumerate(["culture", "steam"], start=1)
    ]
    given = {AMOUNTS: [amount("0.05", 1), amount("-0.05", 2)], WEIGHTED: weighted}
    rows = run_model("intermediate.int_amounts__split", given)
    parts = {(r["month_date"].month, r["policy_area_code"]): r["net_eur"] for r in rows}
    assert parts == {
        (1, "culture"): Decimal("0.03"),
        (1, "steam"): Decimal("0.02"),
        (2, "culture"): Decimal("-0.02"),
        (2, "steam"): Decimal("-0.03"),
    }


def test_payments_are_summed_by_month_school_and_phase(run_model: Run) -> None:
    payment = {
        "plan_code": "p",
        "activity_number": "1",
        "phase": "executed",
        "school_code": "G1",
        "paid_date": date(2025, 1, 31),
        "net_eur": Decimal(10),
        "is_synthetic": False,
    }
    payments = [
        payment,
        {**payment, "paid_date": date(2025, 1, 1), "vat_eur": Decimal("2.10")},
        {**payment, "school_code": None},
        {**payment, "phase": "approved"},
        {**payment, "is_synthetic": True},
    ]
    number = {"plan_code": "p", "activity_number": "1", "activity_key": "p:1"}
    given = {
        "intermediate.int_spending__ordered": [
            {**payment, "is_current": True} for payment in payments
        ],
        "intermediate.int_activity_numbers__resolved": [number],
    }
    rows = run_model(AMOUNTS, given)
    assert len(rows) == 4
    [summed] = [row for row in rows if row["net_eur"] == 20]
    assert summed["month_date"] == date(2025, 1, 1)
    assert (summed["vat_eur"], summed["has_unknown_vat"]) == (Decimal("2.10"), True)


def judge(run_model: Run, *, until: date | None, **cells: Any) -> dict[str, Any]:  # noqa: ANN401 - cells of a row
    """Give the report of an activity of 2025 that was to cost 100 euro."""
    spans = {
        "period_start_date": date(2025, 1, 1),
        "period_end_date": date(2025, 12, 31),
    }
    spans |= {name: cells.pop(name) for name in list(spans) if name in cells}
    amounts = {"in_force_net_eur": Decimal(100), **cells}
    given = {
        ABSORPTION: [{"plan_code": "p", "activity_key": "p:1", **amounts}],
        "marts.dim_activity": [{"plan_code": "p", "activity_key": "p:1", **spans}],
        "reports.rpt_plan": [{"plan_code": "p", "reported_until_date": until}],
    }
    [row] = run_model(ACTIVITY, given)
    return row


MIDDLE = date(2025, 7, 2)
AFTER = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("until", "cells", "status"),
    [
        pytest.param(None, {}, "not_reported", id="nothing_reported_at_all"),
        pytest.param(MIDDLE, {}, "no_payments", id="begun_without_payments"),
        pytest.param(date(2024, 12, 31), {}, "not_begun", id="before_its_time"),
        pytest.param(MIDDLE, {"executed_net_eur": 60}, "on_course", id="ahead"),
        pytest.param(MIDDLE, {"executed_net_eur": 30}, "at_risk", id="half_the_line"),
        pytest.param(MIDDLE, {"executed_net_eur": 20}, "off_course", id="far_behind"),
        pytest.param(AFTER, {"executed_net_eur": 98}, "late", id="over_not_spent"),
        pytest.param(AFTER, {}, "no_payments", id="over_without_payments"),
        pytest.param(AFTER, {"executed_net_eur": 100}, "spent", id="all_spent"),
        pytest.param(MIDDLE, {"executed_net_eur": 102}, "overspent", id="too_much"),
        pytest.param(
            MIDDLE,
            {"executed_net_eur": 5, "in_force_net_eur": None},
            "not_planned",
            id="no_amount_in_the_plan",
        ),
        pytest.param(
            MIDDLE,
            {"executed_net_eur": 5, "period_end_date": None},
            "pace_unknown",
            id="no_period_printed",
        ),
    ],
)
def test_activity_is_held_against_its_line(
    run_model: Run, until: date | None, cells: dict[str, Any], status: str
) -> None:
    assert judge(run_model, until=until, **cells)["status_code"] == status


@pytest.mark.parametrize(
    ("planned", "spent", "status"),
    [
        pytest.param("100", "99.97", "spent", id="a_few_cents_short"),
        pytest.param("100", "100.03", "spent", id="a_few_cents_more"),
        pytest.param("100", "99.00", "spent", id="a_euro_short"),
        pytest.param("100", "98.99", "late", id="more_than_a_euro_short"),
        pytest.param("100", "101.01", "overspent", id="more_than_a_euro_over"),
        pytest.param("50000", "49950.00", "spent", id="a_thousandth_short"),
        pytest.param("50000", "49949.99", "late", id="more_than_a_thousandth_short"),
        pytest.param(
            "50000", "50050.01", "overspent", id="more_than_a_thousandth_over"
        ),
    ],
)
def test_small_difference_from_the_plan_is_none(
    run_model: Run, planned: str, spent: str, status: str
) -> None:
    amounts = {"in_force_net_eur": Decimal(planned), "executed_net_eur": Decimal(spent)}
    assert judge(run_model, until=AFTER, **amounts)["status_code"] == status


def test_line_counts_days_from_the_first_to_the_last(run_model: Run) -> None:
    first = judge(run_model, until=date(2025, 1, 1))
    middle = judge(run_model, until=MIDDLE, executed_net_eur=Decimal(25))
    assert first["expected_ratio"] == pytest.approx(1 / 365)
    assert middle["expected_ratio"] == pytest.approx(183 / 365)
    assert middle["executed_ratio"] == 0.25
