"""What a mapping can name: plans, and the activities of one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from dashboard.kit.plans import query_plans
from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    from pazanga.texts import Language

_HERE: Final = Path(__file__).parent


def query_activities(snapshot: str, plan: str) -> dict[str, str]:
    """List the activities of a plan: number and title by number."""
    rows = query(snapshot, _HERE / "mapping_activities.sql", {"plan": plan}).rows()
    return {number: f"{number} {title}" for number, title in rows}


def query_plan_names(snapshot: str, language: Language) -> dict[str, str]:
    """List the plans: municipality by code."""
    plans = query_plans(snapshot, language).select("plan_code", "plan_name")
    return dict(plans.rows())
