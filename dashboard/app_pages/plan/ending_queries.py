"""What became of a plan: what was paid, and where its indicators stood."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    import polars as pl

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True)
class PlanEnd:
    """What is known of a plan after its last day.

    Attributes:
        totals: What was promised and paid, and until when payments are reported.
        activities: One row per activity, the largest unpaid amount first.
        indicators: One row per chosen indicator, see `reports.rpt_indicator_end`.
    """

    totals: dict[str, Any]
    activities: pl.DataFrame
    indicators: pl.DataFrame


def query_end(snapshot: str, plan: str) -> PlanEnd:
    """Query what was paid of a plan, and where its indicators stood at the end."""
    bound = {"plan": plan}
    totals = query(snapshot, _HERE / "ending_totals.sql", bound)
    return PlanEnd(
        totals=totals.row(0, named=True),
        activities=query(snapshot, _HERE / "ending_activities.sql", bound),
        indicators=query(snapshot, _HERE / "ending_indicators.sql", bound),
    )
