"""Measured values of one indicator, and where its pace would lead."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    import polars as pl

_HERE: Final = Path(__file__).parent


def query_measurements(snapshot: str, plan: str, number: str) -> pl.DataFrame:
    """List measured values, those of the municipality first, the latest first.

    One row per period and school, see `reports.rpt_measurement`.
    """
    bound = {"plan": plan, "indicator": number}
    return query(snapshot, _HERE / "measurements.sql", bound)


def query_pace(snapshot: str, plan: str, number: str) -> dict[str, Any] | None:
    """Query what the value would be on the day of the target if the pace stays.

    The pace is that from the baseline to the latest value of the municipality; None
    where there is no dated baseline, no way to go, no value, or the day has passed.
    """
    rows = query(
        snapshot, _HERE / "pace.sql", {"plan": plan, "indicator": number}
    ).to_dicts()
    return rows[0] if rows else None
