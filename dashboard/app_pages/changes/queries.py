"""What is compared, asked of any snapshot: the shown one and earlier ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    import polars as pl

_HERE: Final = Path(__file__).parent
_TOPICS: Final = {
    "money": "money.sql",
    "indicators": "indicators.sql",
    "measurements": "measurements.sql",
    "findings": "findings.sql",
    "decisions": "decisions.sql",
    "rejects": "rejects.sql",
}


def has_plan(snapshot: str, plan: str) -> bool:
    """Whether a snapshot holds the plan."""
    return not query(snapshot, _HERE / "plan.sql", {"plan": plan}).is_empty()


def query_totals(snapshot: str, plan: str) -> dict[str, Any]:
    """Query the sums of a plan: planned, spent, measured indicators, findings."""
    return query(snapshot, _HERE / "totals.sql", {"plan": plan}).row(0, named=True)


def query_topic(snapshot: str, topic: str, plan: str) -> pl.DataFrame:
    """List what a snapshot holds of a topic: one row per key of `compare.TOPICS`."""
    return query(snapshot, _HERE / _TOPICS[topic], {"plan": plan})
