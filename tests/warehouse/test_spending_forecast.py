"""The forecast of spending on given rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

Run = Callable[..., list[dict[str, Any]]]
END = date(2025, 12, 31)


def paid(month: date, net: str, phase: str = "executed") -> dict[str, Any]:
    return {
        "plan_code": "p",
        "policy_area_code": "steam",
        "month_date": month,
        "phase": phase,
        "net_eur": Decimal(net),
    }


def forecast(
    run_model: Run, *payments: dict[str, Any], end: date | None = END
) -> dict[str, Any]:
    executed = [row["net_eur"] for row in payments if row["phase"] == "executed"]
    area = {
        "plan_code": "p",
        "policy_area_code": "steam",
        "in_force_net_eur": Decimal(1000),
        "executed_net_eur": sum(executed) if executed else None,
    }
    given = {
        "reports.rpt_monthly_spending": list(payments),
        "reports.rpt_absorption": [area],
        "reports.rpt_plan": [{"plan_code": "p", "last_activity_date": end}],
    }
    (row,) = run_model("reports.rpt_spending_forecast", given)
    return row


def test_forecast_goes_on_at_the_pace_of_the_last_six_months(run_model: Run) -> None:
    row = forecast(
        run_model,
        paid(date(2025, 1, 1), "500"),
        paid(date(2025, 5, 1), "60"),
        paid(date(2025, 9, 1), "60"),
        paid(date(2025, 9, 1), "999", phase="revised"),
    )
    assert row["forecast_status"] == "forecast"
    assert row["monthly_net_eur"] == Decimal(20)
    assert row["left_month_count"] == 3
    assert row["forecast_net_eur"] == Decimal(620) + 3 * Decimal(20)


@pytest.mark.parametrize(
    ("payments", "end", "status"),
    [
        pytest.param([], END, "not_reported", id="no_payment"),
        pytest.param(
            [paid(date(2025, 5, 1), "1"), paid(date(2025, 9, 1), "1")],
            END,
            "too_few_months",
            id="five_months",
        ),
        pytest.param(
            [paid(date(2025, 1, 1), "1"), paid(date(2025, 9, 1), "1")],
            None,
            "no_end",
            id="no_period_printed",
        ),
        pytest.param(
            [paid(date(2025, 1, 1), "1"), paid(date(2025, 12, 1), "1")],
            END,
            "ended",
            id="plan_is_over",
        ),
    ],
)
def test_no_forecast_has_a_name_and_no_number(
    run_model: Run, payments: list[dict[str, Any]], end: date | None, status: str
) -> None:
    row = forecast(run_model, *payments, end=end)
    assert row["forecast_status"] == status
    assert row["forecast_net_eur"] is None
    assert row["monthly_net_eur"] is None
