"""One activity of a plan with everything it is tied to."""

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
class ActivityFacts:
    """A row of the cost table and what it is tied to.

    Attributes:
        row: The row, see `reports.rpt_activity`, with the span of its plan.
        money: One row per kind of amount, see `reports.rpt_activity_money`.
        spending: What is spent of it, see `reports.rpt_activity_absorption`; None
            while no payment of the plan is reported, or the row does not count.
        outcome: What became of it, see `reports.rpt_activity_outcome`, maybe said of a
            wider activity; None where nobody has said.
        policy_areas: One row per policy area, with the share of the cost each gets.
        schools: One row per school and what it does in it.
        indicators: One row per indicator it should move.
        tasks: One row per task it serves.
        links: One row per kind of link and related row.
        changes: One row per figure that a decision changed.
        revisions: One row per figure that a later file gave otherwise.
        payments: One row per reported amount that counts.
        findings: One row per finding about it, the gravest first.
    """

    row: dict[str, Any]
    money: pl.DataFrame
    spending: dict[str, Any] | None
    outcome: dict[str, Any] | None
    policy_areas: pl.DataFrame
    schools: pl.DataFrame
    indicators: pl.DataFrame
    tasks: pl.DataFrame
    links: pl.DataFrame
    changes: pl.DataFrame
    revisions: pl.DataFrame
    payments: pl.DataFrame
    findings: pl.DataFrame

    def find_amounts(self, kind: str) -> dict[str, Any] | None:
        """Find the amounts of a kind, e.g. `in_force`; None where none is known."""
        rows = self.money.filter(self.money["amount_kind"] == kind).to_dicts()
        return rows[0] if rows else None

    def list_schools(self, role: str) -> list[dict[str, Any]]:
        """List the schools that do one thing in it, in their order."""
        return self.schools.filter(self.schools["role"] == role).to_dicts()


def query_names(snapshot: str, plan: str) -> dict[str, str]:
    """List the activities of a plan in its order: key, and number with title."""
    names = query(snapshot, _HERE / "names.sql", {"plan": plan})
    return dict(names.iter_rows())


def query_activity(snapshot: str, activity: str, language: Language) -> ActivityFacts:
    """Read one activity by its key."""
    bound: dict[str, Any] = {"activity": activity, "language": language}
    spending = query(snapshot, _HERE / "spending.sql", bound).to_dicts()
    outcome = query(snapshot, _HERE / "outcome.sql", bound).to_dicts()
    return ActivityFacts(
        row=query(snapshot, _HERE / "activity.sql", bound).row(0, named=True),
        money=query(snapshot, _HERE / "money.sql", bound),
        spending=spending[0] if spending else None,
        outcome=outcome[0] if outcome else None,
        policy_areas=query(snapshot, _HERE / "policy_areas.sql", bound),
        schools=query(snapshot, _HERE / "schools.sql", bound),
        indicators=query(snapshot, _HERE / "indicators.sql", bound),
        tasks=query(snapshot, _HERE / "tasks.sql", bound),
        links=query(snapshot, _HERE / "links.sql", bound),
        changes=query(snapshot, _HERE / "changes.sql", bound),
        revisions=query(snapshot, _HERE / "revisions.sql", bound),
        payments=query(snapshot, _HERE / "payments.sql", bound),
        findings=query(snapshot, _HERE / "findings.sql", bound),
    )
