"""Rejected rows: how many wait to be corrected, in which files, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    import polars as pl

    from pazanga.texts import Language

_HERE: Final = Path(__file__).parent

MOST_BREACHES: Final = 50
"""Broken rules that a page shows; the workbook to correct has all of them."""


def query_counts(snapshot: str) -> dict[str, int]:
    """Count rows that wait, how many of open data, settled ones, and files unread."""
    return query(snapshot, _HERE / "rejects_counts.sql").row(0, named=True)


def query_files(snapshot: str, language: Language) -> pl.DataFrame:
    """List the workbooks whose rows wait to be corrected, the latest first."""
    return query(snapshot, _HERE / "rejects_files.sql", {"language": language})


def query_breaches(snapshot: str, language: Language) -> pl.DataFrame:
    """List the first broken rules of rows that wait, those of the latest file first."""
    parameters = {"language": language, "most": MOST_BREACHES}
    return query(snapshot, _HERE / "rejects_breaches.sql", parameters)
