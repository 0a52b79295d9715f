"""What several rules ask of the rows of indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etl.contracts.plan_package import Row
    from etl.findings.model import PlanFacts


def chosen(facts: PlanFacts) -> list[Row]:
    """Give the indicators that the plan chose: those it gives values to."""
    return [row for row in facts.table("indicators") if row["is_chosen"]]


def latest_baselines(facts: PlanFacts) -> dict[str, Row]:
    """Give the newest measured baseline of each indicator; unclear zeros are none."""
    latest: dict[str, Row] = {}
    for row in sorted(facts.table("indicator_values"), key=lambda row: row["period"]):
        if row["value"] is not None and row["value_status"] == "final":
            latest[row["indicator_number"]] = row
    return latest
