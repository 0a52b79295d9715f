"""What is new since the data last changed, and what of a plan needs attention."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    import polars as pl

_HERE: Final = Path(__file__).parent


def query_attention(snapshot: str, plan: str) -> dict[str, Any]:
    """Count what of a plan needs attention, by kind; 0 where nothing does.

    Indicators, measured and reached ones, and exam results are counted, too.
    """
    return query(snapshot, _HERE / "news_attention.sql", {"plan": plan}).row(
        0, named=True
    )


def query_changes(snapshot: str, plan: str) -> pl.DataFrame:
    """List what is new or changed for a plan: see `reports.rpt_last_change`."""
    return query(snapshot, _HERE / "news_changes.sql", {"plan": plan})


def query_changed(snapshot: str) -> dict[str, Any]:
    """Query when the data last changed, UTC, and whether there were any before."""
    return query(snapshot, _HERE / "news_span.sql", {}).row(0, named=True)
