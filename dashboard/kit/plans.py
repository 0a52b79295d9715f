"""The plans of the warehouse."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from dashboard.kit.snapshot import query
from pazanga.local_time import find_day

if TYPE_CHECKING:
    from datetime import date

    import polars as pl

    from dashboard.kit.screen import Screen
    from pazanga.texts import Language

_HERE: Final = Path(__file__).parent


def query_plans(snapshot: str, language: Language) -> pl.DataFrame:
    """List the plans, the largest first: one row per plan, see `reports.rpt_plan`."""
    return query(snapshot, _HERE / "plans.sql", {"language": language})


def name_tense(last_date: date | None, screen: Screen) -> Literal["now", "past"]:
    """Return how to speak of a plan: once its last activity is over, in the past.

    Args:
        last_date: Last day of the plan's activities; None where no period is printed.
        screen: Snapshot; its day decides, not that of the reader.
    """
    day = find_day(screen.snapshot.published_at)
    return "past" if last_date is not None and last_date < day else "now"
