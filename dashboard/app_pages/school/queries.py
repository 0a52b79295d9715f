"""One school of a plan with everything it is tied to."""

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
class SchoolFacts:
    """A school and what it is tied to.

    Attributes:
        row: The school, see `reports.rpt_school`.
        activities: One row per activity row, also those that do not count.
        partners: One row per other school it meets in activities.
        figures: One row per printed figure and period.
        exams: One row per exam figure.
        measurements: One row per indicator and period measured in the school.
        pupils: One row per school year of the open data.
        findings: One row per finding about it, the gravest first.
    """

    row: dict[str, Any]
    activities: pl.DataFrame
    partners: pl.DataFrame
    figures: pl.DataFrame
    exams: pl.DataFrame
    measurements: pl.DataFrame
    pupils: pl.DataFrame
    findings: pl.DataFrame

    def select_activities(self, *, counted: bool) -> pl.DataFrame:
        """Return the activity rows that count in the plan's sum, or the others."""
        is_counted = self.activities["cost_role"] == "counted"
        return self.activities.filter(is_counted if counted else ~is_counted)


def query_names(snapshot: str, plan: str) -> dict[str, str]:
    """List the schools of a plan in its order: code, and code with name."""
    names = query(snapshot, _HERE / "names.sql", {"plan": plan})
    return dict(names.iter_rows())


def query_school(
    snapshot: str, plan: str, school: str, language: Language
) -> SchoolFacts:
    """Read one school by its code."""
    bound = {"plan": plan, "school_code": school, "language": language}
    return SchoolFacts(
        row=query(snapshot, _HERE / "school.sql", bound).row(0, named=True),
        activities=query(snapshot, _HERE / "activities.sql", bound),
        partners=query(snapshot, _HERE / "partners.sql", bound),
        figures=query(snapshot, _HERE / "figures.sql", bound),
        exams=query(snapshot, _HERE / "exams.sql", bound),
        measurements=query(snapshot, _HERE / "measurements.sql", bound),
        pupils=query(snapshot, _HERE / "pupils.sql", bound),
        findings=query(snapshot, _HERE / "findings.sql", bound),
    )
