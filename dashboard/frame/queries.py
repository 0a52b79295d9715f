"""Queries of what stands around every page."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from dashboard.kit.snapshot import query

_HERE: Final = Path(__file__).parent


def query_unread_count(snapshot: str) -> int:
    """Query the number of sheets that were not read whole and still wait."""
    return int(query(snapshot, _HERE / "unread_count.sql").item())
