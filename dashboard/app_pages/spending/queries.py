"""Planned costs, narrowed by the filters of the spending page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from dashboard.kit.search.patterns import propose_words
from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    import polars as pl

    from dashboard.kit.filters import SpendingFilter
    from pazanga.texts import Language

_HERE: Final = Path(__file__).parent

Grouping = Literal["activity", "category", "area"]


def query_totals(snapshot: str, chosen: SpendingFilter) -> dict[str, Any]:
    """Sum the selected costs: counts, net, VAT, gross; a sum nobody knows is None."""
    frame = query(snapshot, _HERE / "totals.sql", _bind(chosen, "lt"))
    return frame.row(0, named=True)


def query_schoolless(snapshot: str, chosen: SpendingFilter) -> dict[str, Any]:
    """Sum the costs of activities that name no school, and so escape its filter.

    The other filters hold; the sum is None where there is no such activity.
    """
    chosen = chosen.drop("school")
    frame = query(snapshot, _HERE / "schoolless.sql", _bind(chosen, "lt"))
    return frame.row(0, named=True)


def query_tiles(
    snapshot: str, chosen: SpendingFilter, language: Language
) -> pl.DataFrame:
    """Sum the selected costs by area and category, the largest area first.

    One row per policy area and cost category; amounts net, euro.
    """
    return query(snapshot, _HERE / "tiles.sql", _bind(chosen, language))


def query_activities(
    snapshot: str, chosen: SpendingFilter, language: Language, *, sort: str = "amount"
) -> pl.DataFrame:
    """List the selected activities: one row per counted activity row.

    Amounts are those of the chosen areas; `share` says how much of the activity that
    is, `activity_net_eur` what the whole of it costs.
    """
    parameters = {**_bind(chosen, language), "sort": sort}
    return query(snapshot, _HERE / "activities.sql", parameters)


def query_parts(
    snapshot: str,
    chosen: SpendingFilter,
    language: Language,
    grouping: Grouping,
    *,
    largest: int,
) -> pl.DataFrame:
    """Sum the selected costs by activity, category or area, each split by area.

    One row per group and policy area, only the largest groups, the largest first.
    """
    parameters = {**_bind(chosen, language), "grouping": grouping, "largest": largest}
    return query(snapshot, _HERE / "parts.sql", parameters)


def query_choices(snapshot: str, plan: str, language: Language) -> pl.DataFrame:
    """List what can be chosen in the filters of a plan: name, code, label."""
    return query(snapshot, _HERE / "choices.sql", {"plan": plan, "language": language})


def count_without(snapshot: str, chosen: SpendingFilter) -> dict[str, int]:
    """Count the activities there would be without each of the active filters."""
    return {
        name: query_totals(snapshot, chosen.drop(name))["activity_count"]
        for name in chosen.list_active()
    }


def propose_searches(snapshot: str, chosen: SpendingFilter) -> list[tuple[str, str]]:
    """Propose words to look for where those that were typed are in no activity.

    Returns:
        Pairs of the filter's name and a word; none where other filters are to blame.
    """
    whole = replace(chosen, area=(), category=(), school=(), year=(), pace=())
    if not chosen.search or query_totals(snapshot, whole)["activity_count"]:
        return []
    activities = query_activities(snapshot, whole.drop("search"), "lt")
    words = propose_words(chosen.search, activities["activity_title"])
    return [("search", word) for word in words]


def _bind(chosen: SpendingFilter, language: Language) -> dict[str, Any]:
    return {**chosen.to_parameters(), "language": language}
