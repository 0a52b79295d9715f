"""What the money of a plan can be compared with, and both sides of a comparison."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.app_pages.spending.queries import Grouping
    from dashboard.kit.comparison.choice import Compared
    from dashboard.kit.filters import SpendingFilter
    from pazanga.texts import Language

_HERE: Final = Path(__file__).parent


def query_comparable(snapshot: str, plan: str, language: Language) -> dict[str, Any]:
    """Query what a plan can be compared with: changes, months a year ago, plans."""
    parameters = {"plan": plan, "language": language}
    return query(snapshot, _HERE / "comparable.sql", parameters).row(0, named=True)


def query_money(
    snapshot: str,
    chosen: SpendingFilter,
    language: Language,
    compared: Compared,
    grouping: Grouping,
) -> pl.DataFrame:
    """Query both sides by area, category or activity, the largest difference first.

    One row per group that has an amount on either side: of the plan in force and as
    printed, or spent this year and in the same months of the year before.
    """
    parameters = {
        **chosen.to_parameters(),
        "language": language,
        "compared": compared,
        "grouping": grouping,
    }
    rows = query(snapshot, _HERE / "compared_money.sql", parameters)
    return rows.with_columns(unit_code=pl.lit("eur"))


def query_shares(
    snapshot: str,
    chosen: SpendingFilter,
    language: Language,
    grouping: Grouping,
    others: Sequence[str],
) -> pl.DataFrame:
    """Query shares of the plan and of other plans together, in percent.

    One row per area or category of either, the largest difference first.
    """
    parameters = {
        **chosen.to_parameters(),
        "language": language,
        "grouping": grouping,
        "others": list(others),
    }
    rows = query(snapshot, _HERE / "compared_shares.sql", parameters)
    return rows.with_columns(unit_code=pl.lit("percent"))
