"""What a reader should know before trusting a number, and what was loaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    from datetime import date

    import polars as pl

    from dashboard.kit.filters import FindingFilter
    from pazanga.texts import Language

_HERE: Final = Path(__file__).parent


def query_findings(
    snapshot: str, chosen: FindingFilter, language: Language
) -> pl.DataFrame:
    """List the selected findings, the gravest rule first, with the subject's name."""
    return query(snapshot, _HERE / "findings.sql", _bind(chosen, language))


def query_totals(
    snapshot: str, chosen: FindingFilter, language: Language
) -> dict[str, Any]:
    """Count the selected findings by severity."""
    frame = query(snapshot, _HERE / "totals.sql", _bind(chosen, language))
    return frame.row(0, named=True)


def query_choices(snapshot: str, plan: str, language: Language) -> pl.DataFrame:
    """List what can be chosen in the filters: name, code; label only for rules."""
    return query(snapshot, _HERE / "choices.sql", {"plan": plan, "language": language})


def query_printed_totals(snapshot: str, plan: str) -> pl.DataFrame:
    """List printed totals beside their sums: see `reports.rpt_plan_total`."""
    return query(snapshot, _HERE / "printed_totals.sql", {"plan": plan})


def query_parents(snapshot: str, plan: str) -> dict[str, int]:
    """Count the activities whose parts are counted, and those that differ from them."""
    return query(snapshot, _HERE / "parents.sql", {"plan": plan}).row(0, named=True)


def query_sources(snapshot: str, plan: str) -> pl.DataFrame:
    """List what the plan and everything shared were loaded from."""
    return query(snapshot, _HERE / "sources.sql", {"plan": plan})


def query_tables(snapshot: str, plan: str) -> pl.DataFrame:
    """Count the rows of each table of the plan's package, the longest first."""
    return query(snapshot, _HERE / "tables.sql", {"plan": plan})


def query_runs(snapshot: str) -> pl.DataFrame:
    """List the last ten refreshes this snapshot knows of, the newest first."""
    return query(snapshot, _HERE / "runs.sql")


def query_audits(snapshot: str, language: Language) -> pl.DataFrame:
    """List the promises that were checked, the broken ones first."""
    return query(snapshot, _HERE / "audits.sql", {"language": language})


def query_counts(snapshot: str, plan: str) -> dict[str, int]:
    """Count rows of the plan; rows rejected and checks passed are of all plans."""
    return query(snapshot, _HERE / "counts.sql", {"plan": plan}).row(0, named=True)


def query_unknowns(snapshot: str, plan: str, today: date, months: int) -> pl.DataFrame:
    """List what is not known of a plan: one row per kind, with its count and age.

    Args:
        snapshot: Path of the snapshot.
        plan: Code of the plan.
        today: Day the page is read.
        months: Age from which data are called old.
    """
    bound = {"plan": plan, "today": today, "months": months}
    return query(snapshot, _HERE / "unknowns.sql", bound)


def count_without(
    snapshot: str, chosen: FindingFilter, language: Language
) -> dict[str, int]:
    """Count the findings there would be without each of the active filters."""
    return {
        name: query_totals(snapshot, chosen.drop(name), language)["finding_count"]
        for name in chosen.list_active()
    }


def _bind(chosen: FindingFilter, language: Language) -> dict[str, Any]:
    return {**chosen.to_parameters(), "language": language}
