"""Spent money beside the plan in force, narrowed by the spending page's filters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from dashboard.app_pages.spending.coverage import Coverage
from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    import polars as pl

    from dashboard.kit.filters import SpendingFilter
    from pazanga.texts import Language

_HERE: Final = Path(__file__).parent

Split = Literal["area", "category", "activity", "school", "month"]


def query_totals(snapshot: str, chosen: SpendingFilter) -> dict[str, Any]:
    """Sum the selected amounts by kind; what was never reported is None."""
    frame = query(snapshot, _HERE / "absorption_totals.sql", _bind(chosen, "lt"))
    return frame.row(0, named=True)


def query_paid_in(
    snapshot: str, chosen: SpendingFilter, years: Sequence[int]
) -> Decimal | None:
    """Sum what the selected activities paid in some years; None where nothing is."""
    parameters = {**_bind(chosen, "lt"), "paid_years": list(years)}
    paid: Decimal | None = query(snapshot, _HERE / "paid_years.sql", parameters).item()
    return paid


def query_coverage(snapshot: str, plan: str) -> Coverage:
    """Query how much of a plan's payments is known, and what is late."""
    frame = query(snapshot, _HERE / "coverage.sql", {"plan": plan})
    return Coverage(**frame.row(0, named=True))


def query_groups(
    snapshot: str,
    chosen: SpendingFilter,
    language: Language,
    split: Split,
    *,
    largest: int,
) -> pl.DataFrame:
    """Query plan in force and spent by area, category or activity, or spent by school.

    One row per group and policy area, only the largest groups, the largest first. A
    plan does not divide its money among schools: their rows have only what is spent,
    and what is reported without a school comes last; chosen schools stand alone.
    """
    parameters = {**_bind(chosen, language), "largest": largest}
    if split == "school":
        return query(snapshot, _HERE / "absorption_schools.sql", parameters)
    bound = {**parameters, "split": split}
    return query(snapshot, _HERE / "absorption_groups.sql", bound)


def query_months(
    snapshot: str, chosen: SpendingFilter, language: Language
) -> pl.DataFrame:
    """Query what is spent month by month: in it, and so far.

    One row per month from the first payment to the last one.
    """
    return query(snapshot, _HERE / "monthly_spending.sql", _bind(chosen, language))


def query_attention(snapshot: str, chosen: SpendingFilter) -> pl.DataFrame:
    """List the selected activities that are late, behind, unplanned or overspent.

    One row per activity row, see `reports.rpt_activity_absorption`; whole activities,
    also where areas are chosen. What is late comes first, most unspent money first.
    """
    return query(snapshot, _HERE / "absorption_attention.sql", _bind(chosen, "lt"))


def count_untold(snapshot: str, chosen: SpendingFilter) -> int:
    """Count the selected activities of which nobody can say whether they are late."""
    frame = query(snapshot, _HERE / "absorption_untold.sql", _bind(chosen, "lt"))
    return int(frame.item())


def query_forecast(snapshot: str, plan: str, language: Language) -> pl.DataFrame:
    """Query the forecast of the whole plan: see `reports.rpt_spending_forecast`."""
    return query(snapshot, _HERE / "forecast.sql", {"plan": plan, "language": language})


def _bind(chosen: SpendingFilter, language: Language) -> dict[str, Any]:
    return {**chosen.to_parameters(), "language": language}
