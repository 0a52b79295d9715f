"""Schools of a plan, and whom they meet in activities."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    import polars as pl

    from dashboard.kit.filters import SchoolFilter
    from pazanga.texts import Language

_HERE: Final = Path(__file__).parent

MOST_MEETING: Final = 60
"""Schools a side in a picture of who meets whom; their pairs are the square of it."""


def query_choices(snapshot: str, plan: str, language: Language) -> pl.DataFrame:
    """List the roles schools have in a plan: one row per role."""
    bound = {"plan": plan, "language": language}
    return query(snapshot, _HERE / "choices.sql", bound)


def query_totals(snapshot: str, chosen: SchoolFilter) -> dict[str, Any]:
    """Count the schools that the filters leave, and what they do alone."""
    bound = chosen.to_parameters()
    return query(snapshot, _HERE / "totals.sql", bound).row(0, named=True)


def query_schools(snapshot: str, chosen: SchoolFilter) -> pl.DataFrame:
    """List the schools that the filters leave, in the order of the plan."""
    return query(snapshot, _HERE / "schools.sql", chosen.to_parameters())


def query_pairs(snapshot: str, plan: str) -> pl.DataFrame:
    """List who meets whom: one row per school of the plan and school it meets.

    Of each role the schools that meet most; `school_count` and `other_count` say of how
    many. Activities of all schools of the plan do not count.
    """
    bound = {"plan": plan, "most": MOST_MEETING}
    return query(snapshot, _HERE / "pairs.sql", bound)


def count_without(snapshot: str, chosen: SchoolFilter) -> dict[str, int]:
    """Count the schools there would be without each of the active filters."""
    return {
        name: query_totals(snapshot, chosen.drop(name))["school_count"]
        for name in chosen.list_active()
    }
