"""What several rules ask of the rows of indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etl.plans.contract.plan_package import Row
    from etl.plans.findings.model import PlanFacts


def chosen(facts: PlanFacts) -> list[Row]:
    """Return the indicators that the plan chose: those with values."""
    return [row for row in facts.table("indicators") if row["is_chosen"]]


def latest_baselines(facts: PlanFacts) -> dict[str, Row]:
    """Return the newest measured baseline by indicator, without unclear zeros."""
    latest: dict[str, Row] = {}
    for row in sorted(facts.table("indicator_values"), key=lambda row: row["period"]):
        if row["value"] is not None and row["value_status"] == "final":
            latest[row["indicator_number"]] = row
    return latest
