"""What the overview says of a plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    import polars as pl

    from pazanga.texts import Language

_HERE: Final = Path(__file__).parent


def query_plan(snapshot: str, plan: str) -> dict[str, Any]:
    """Read one plan with its printed totals; what is not printed is None."""
    return query(snapshot, _HERE / "plan.sql", {"plan": plan}).row(0, named=True)


def query_plan_totals(snapshot: str, plan: str) -> pl.DataFrame:
    """List printed totals beside what makes them up: one row per kind of total."""
    return query(snapshot, _HERE / "plan_totals.sql", {"plan": plan})


def query_indicator_statuses(snapshot: str, plan: str) -> pl.DataFrame:
    """Count indicators by what is known of them: one row per status."""
    return query(snapshot, _HERE / "indicator_statuses.sql", {"plan": plan})


def query_finding_rules(snapshot: str, plan: str, language: Language) -> pl.DataFrame:
    """Count findings by rule, the gravest first: one row per severity and rule."""
    return query(
        snapshot, _HERE / "finding_rules.sql", {"plan": plan, "language": language}
    )
