"""The snapshot on screen: which one it is, and how to ask it.

Queries of the pages go through `select`, which caches results under the snapshot's
path: a newly published snapshot is seen at the next run, and an old result is never
mixed with a new one.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import duckdb
import streamlit as st

from warehouse.connection import fetch, open_snapshot
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import polars as pl
    from duckdb import DuckDBPyConnection

    from warehouse.settings import Settings

logger = logging.getLogger(__name__)

KEPT_CONNECTIONS: Final = 3
KEPT_RESULTS: Final = 512


@dataclass(frozen=True)
class Shown:
    """The snapshot all figures of one run come from.

    Attributes:
        path: File of the snapshot; unique and immutable, hence a good cache key.
        published_at: Moment of publication, UTC.
        is_stale: Whether a newer one is published that could not be opened.
    """

    path: str
    published_at: datetime
    is_stale: bool = False

    @property
    def name(self) -> str:
        """File name, as `pazanga status` prints it."""
        return Path(self.path).name


def find_shown(settings: Settings) -> Shown:
    """Give the snapshot to show: the published one, or the last that could be opened.

    Raises:
        NoSnapshot: Nothing was published yet.
        OSError, ValueError, KeyError, duckdb.Error: What is published cannot be read,
            and this process has read none before.
    """
    opened = _opened(str(settings.warehouse_dir))
    try:
        current = read_current(settings.warehouse_dir)
        _connect(str(current.path))
    except (OSError, ValueError, KeyError, duckdb.Error):
        logger.exception("snapshot_unreadable warehouse=%s", settings.warehouse_dir)
        if not opened:
            raise
        return replace(opened["last"], is_stale=True)
    opened["last"] = Shown(str(current.path), current.published_at)
    return opened["last"]


@st.cache_data(max_entries=KEPT_RESULTS, show_spinner=False)
def select(
    snapshot: str, sql: str, parameters: Mapping[str, Any] | None = None
) -> pl.DataFrame:
    """Run one query on a snapshot, or give its cached result.

    Args:
        snapshot: Path of the snapshot.
        sql: One query on `reports` or dimensions; values only as `$name`.
        parameters: Values by name.

    Raises:
        duckdb.Error: The query failed.
    """
    return fetch(_connect(snapshot), sql, parameters)


@st.cache_resource(max_entries=KEPT_CONNECTIONS, show_spinner=False)
def _connect(path: str) -> DuckDBPyConnection:
    return open_snapshot(Path(path))


@st.cache_resource(max_entries=KEPT_CONNECTIONS, show_spinner=False)
def _opened(warehouse: str) -> dict[str, Shown]:  # noqa: ARG001 - the cache's key
    return {}
