"""Files that were received, and what of each counts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    import polars as pl

_HERE: Final = Path(__file__).parent


def query_files(snapshot: str) -> pl.DataFrame:
    """List the workbooks that were received, the latest first."""
    return query(snapshot, _HERE / "files.sql", {})


def query_plans(snapshot: str, source: str) -> list[str]:
    """List the plans of all rows of a file, loaded or rejected.

    Args:
        snapshot: Path of the snapshot that holds all, whoever asks.
        source: Key of its source document.
    """
    rows = query(snapshot, _HERE / "file_plans.sql", {"source": source})
    return rows["plan_code"].to_list()


def query_municipalities(snapshot: str) -> dict[str, str]:
    """Return the code of the municipality of each plan."""
    rows = query(snapshot, _HERE / "municipalities.sql", {})
    return dict(rows.select("plan_code", "municipality_code").iter_rows())
