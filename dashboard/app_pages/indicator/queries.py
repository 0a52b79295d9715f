"""One indicator of a plan with everything that is known of it."""

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
class IndicatorFacts:
    """An indicator and what is known of it.

    Attributes:
        row: The indicator, see `reports.rpt_indicator`.
        values: Its values in time, see `reports.rpt_indicator_value`.
        activities: Activities that name it, the dearest first.
        policy_areas: Planned money of those activities by policy area.
        findings: What a reader should know before trusting its figures.
    """

    row: dict[str, Any]
    values: pl.DataFrame
    activities: pl.DataFrame
    policy_areas: pl.DataFrame
    findings: pl.DataFrame


def query_names(snapshot: str, plan: str) -> dict[str, str]:
    """List the indicators of a plan in its order: number, and number with name."""
    names = query(snapshot, _HERE / "names.sql", {"plan": plan})
    return dict(names.iter_rows())


def query_overlap(snapshot: str, plan: str) -> float | None:
    """Query how many indicators a counted activity names on average; None for none."""
    frame = query(snapshot, _HERE / "overlap.sql", {"plan": plan})
    overlap: float | None = frame.item()
    return overlap


def query_indicator(
    snapshot: str, plan: str, number: str, language: Language
) -> IndicatorFacts:
    """Read one indicator of a plan by its number."""
    bound: dict[str, Any] = {"plan": plan, "indicator": number}
    spoken = {**bound, "language": language}
    return IndicatorFacts(
        row=query(snapshot, _HERE / "indicator.sql", bound).row(0, named=True),
        values=query(snapshot, _HERE / "values.sql", bound),
        activities=query(snapshot, _HERE / "activities.sql", bound),
        policy_areas=query(snapshot, _HERE / "policy_areas.sql", spoken),
        findings=query(snapshot, _HERE / "findings.sql", spoken),
    )
