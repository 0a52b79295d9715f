"""What stays after a plan: outcomes of its activities, and who pays from then on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    import polars as pl

_HERE: Final = Path(__file__).parent


@dataclass(frozen=True)
class PlanStays:
    """What became of the activities of a plan, as far as anybody has said.

    Attributes:
        year: First year that the plan itself pays nothing for.
        totals: How many are answered, by outcome; known cost of a year.
        activities: One row per activity that counts or is answered, those that stay
            first, see `reports.rpt_activity_outcome`.
        owners: One row per institution that goes on with any of them.
    """

    year: int
    totals: dict[str, Any]
    activities: pl.DataFrame
    owners: pl.DataFrame

    @property
    def staying(self) -> pl.DataFrame:
        """Return the activities that go on, or cost something a year."""
        return self.activities.filter("is_staying")

    @property
    def ended(self) -> pl.DataFrame:
        """Return the activities that are answered and do not stay."""
        is_answered = self.activities["outcome_code"].is_not_null()
        return self.activities.filter(is_answered & ~self.activities["is_staying"])

    @property
    def unanswered(self) -> pl.DataFrame:
        """Return the activities of which nobody has said what became of them."""
        found = self.activities.filter(self.activities["answered_number"].is_null())
        return found.sort("activity_order")


def query_stays(snapshot: str, plan: str, last_day: date) -> PlanStays:
    """Query what became of the activities of a plan.

    Args:
        snapshot: Path of the snapshot.
        plan: Code of the plan.
        last_day: Last day of the plan.
    """
    year = last_day.year + 1
    bound: dict[str, Any] = {"plan": plan}
    paid = {**bound, "secured_until": date(year, 12, 31)}
    return PlanStays(
        year=year,
        totals=query(snapshot, _HERE / "stays_totals.sql", bound).row(0, named=True),
        activities=query(snapshot, _HERE / "stays.sql", bound),
        owners=query(snapshot, _HERE / "stays_owners.sql", paid),
    )
