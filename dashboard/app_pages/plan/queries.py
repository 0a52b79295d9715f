"""What a plan says of itself, table by table of its package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    import polars as pl

    from pazanga.texts import Language

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True)
class PlanTree:
    """Goals, their tasks, the activities of those, and what they should move.

    Attributes:
        branches: One row per goal and per task, see `reports.rpt_plan_tree`.
        activities: One row per task and activity, see `reports.rpt_task_cost`.
        indicators: Numbers of the indicators an activity names, by its key.
        task_indicators: One row per task and indicator.
    """

    branches: pl.DataFrame
    activities: pl.DataFrame
    indicators: dict[str, list[str]]
    task_indicators: pl.DataFrame


@dataclass(frozen=True)
class PlanTables:
    """What a plan prints beside its activities and indicators, one frame a table.

    Attributes:
        policy_areas: One row per policy area, with what is planned for it.
        totals: One row per printed total.
        partners: One row per partner.
        risks: One row per risk, the highest first.
        principles: One row per horizontal principle.
        facts: One row per figure of the municipality and period.
        versions: One row per version: as printed, then after each decision.
        changes: One row per figure that a decision changed.
    """

    policy_areas: pl.DataFrame
    totals: pl.DataFrame
    partners: pl.DataFrame
    risks: pl.DataFrame
    principles: pl.DataFrame
    facts: pl.DataFrame
    versions: pl.DataFrame
    changes: pl.DataFrame


def query_plan(snapshot: str, plan: str) -> dict[str, Any]:
    """Query the plan, see `reports.rpt_plan`, and count its indicators."""
    bound = {"plan": plan}
    row = query(snapshot, _HERE / "plan.sql", bound).row(0, named=True)
    counts = query(snapshot, _HERE / "indicator_counts.sql", bound)
    return row | counts.row(0, named=True)


def query_tree(snapshot: str, plan: str) -> PlanTree:
    """Query goals, tasks, activities and indicators of a plan."""
    bound = {"plan": plan}
    named = query(snapshot, _HERE / "activity_indicators.sql", bound)
    return PlanTree(
        branches=query(snapshot, _HERE / "tree.sql", bound),
        activities=query(snapshot, _HERE / "activities.sql", bound),
        indicators={key: numbers.split(" ") for key, numbers in named.iter_rows()},
        task_indicators=query(snapshot, _HERE / "task_indicators.sql", bound),
    )


def query_schedule(snapshot: str, plan: str) -> pl.DataFrame:
    """Query activities with their period, planned and spent amount, dearest first."""
    return query(snapshot, _HERE / "schedule.sql", {"plan": plan})


def query_tables(snapshot: str, plan: str, language: Language) -> PlanTables:
    """Query what a plan prints beside its activities and indicators."""
    spoken = {"plan": plan, "language": language}
    files = {
        "policy_areas": "policy_areas.sql",
        "totals": "totals.sql",
        "partners": "partners.sql",
        "risks": "risks.sql",
        "principles": "principles.sql",
        "facts": "facts.sql",
        "versions": "versions.sql",
        "changes": "changes.sql",
    }
    return PlanTables(
        **{name: query(snapshot, _HERE / file, spoken) for name, file in files.items()}
    )
