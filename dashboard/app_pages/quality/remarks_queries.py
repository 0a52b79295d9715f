"""Remarks on the sources of a snapshot: what was not loaded, and what to look at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from dashboard.kit.snapshot import query

if TYPE_CHECKING:
    import polars as pl

    from pazanga.texts import Language

_HERE: Final = Path(__file__).parent

MOST_REMARKS: Final = 200
"""Remarks that a page shows, the gravest first; the counts are always whole."""


def query_counts(snapshot: str) -> dict[str, int]:
    """Count the remarks that stand, by severity, and those that are settled."""
    return query(snapshot, _HERE / "remarks_counts.sql").row(0, named=True)


def query_remarks(snapshot: str, language: Language) -> pl.DataFrame:
    """List the remarks that stand, file by file, the gravest first."""
    return query(
        snapshot, _HERE / "remarks.sql", {"language": language, "most": MOST_REMARKS}
    )
