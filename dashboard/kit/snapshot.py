"""The snapshot on screen: which one it is, and how to ask it.

A query is a `.sql` file beside the page that shows it. `query` runs it and caches its
result under the snapshot's path: a newly published snapshot is seen at the next run,
and an old result is never mixed with a new one.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import duckdb
import streamlit as st

from dashboard.kit.sql_files import read_sql
from warehouse.connection import open_snapshot, query_frame
from warehouse.integrity import HeldFile, check_whole
from warehouse.snapshots import read_current

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import polars as pl
    from duckdb import DuckDBPyConnection

    from pazanga.settings import Settings

logger = logging.getLogger(__name__)

KEPT_CONNECTIONS: Final = 3
KEPT_RESULTS: Final = 512

_PARAMETER: Final = re.compile(r"\$(\w+)")


@dataclass(frozen=True)
class Shown:
    """The snapshot all figures of one run come from.

    Attributes:
        path: File of the snapshot; unique and immutable, hence a good cache key.
        published_at: Moment of publication, UTC.
        is_stale: Whether what is published now is another one, or was damaged since.
        sha256: Checksum of the file, for those who open it anew; empty where an older
            program published it.
    """

    path: str
    published_at: datetime
    is_stale: bool = False
    sha256: str = ""

    @property
    def name(self) -> str:
        """Return the file name, as `pazanga status` prints it."""
        return Path(self.path).name


def find_shown(settings: Settings) -> Shown:
    """Return the snapshot to show: the published one, or the last that was whole.

    An open file outlives its name: the last one is shown on as long as its content is
    what was published.

    Raises:
        NoSnapshot: Nothing was published yet.
        OSError, ValueError, duckdb.Error: What is published is damaged or cannot be
            read, and this process holds none that is whole.
    """
    opened = _opened(str(settings.warehouse_dir))
    try:
        current = read_current(settings.warehouse_dir)
        check_whole(current)
        held = _hold(str(current.path), current.sha256)
        _connect(str(current.path))
    except (OSError, ValueError, duckdb.Error):
        logger.exception("snapshot_unreadable warehouse=%s", settings.warehouse_dir)
        last = opened.get("last")
        if not last or not last[1].is_whole():
            raise
        return replace(last[0], is_stale=True)
    shown = Shown(str(current.path), current.published_at, sha256=current.sha256)
    opened["last"] = (shown, held)
    return shown


def query(
    snapshot: str, file: Path, parameters: Mapping[str, Any] | None = None
) -> pl.DataFrame:
    """Query a snapshot with a `.sql` file, or return the cached result.

    Args:
        snapshot: Path of the snapshot.
        file: The query, on `reports`, dimensions or `ops`.
        parameters: Values by name, bound to `$name`; those of a filter that the query
            does not name are left out.

    Raises:
        duckdb.Error: The query failed, or names a value that is not given.
    """
    sql = read_sql(file)
    named = set(_PARAMETER.findall(sql))
    given = parameters or {}
    bound = {name: value for name, value in given.items() if name in named}
    return _select(snapshot, sql, bound)


def connect(snapshot: str) -> DuckDBPyConnection:
    """Open a snapshot, or return the connection that is open already.

    Every call takes a cursor of its own from it.

    Args:
        snapshot: Path of the snapshot.

    Raises:
        duckdb.Error: The file is missing or no database.
    """
    return _connect(snapshot)


def clear_results() -> None:
    """Run every query again from here on."""
    _select.clear()


# Frames are shared and not copied for each reader: nothing changes one in place.
@st.cache_resource(max_entries=KEPT_RESULTS, show_spinner=False)
def _select(snapshot: str, sql: str, parameters: Mapping[str, Any]) -> pl.DataFrame:
    return query_frame(_connect(snapshot), sql, parameters)


@st.cache_resource(max_entries=KEPT_CONNECTIONS, show_spinner=False)
def _connect(path: str) -> DuckDBPyConnection:
    return open_snapshot(Path(path))


@st.cache_resource(max_entries=KEPT_CONNECTIONS, show_spinner=False)
def _hold(path: str, sha256: str) -> HeldFile:
    return HeldFile(Path(path), sha256)


@st.cache_resource(max_entries=KEPT_CONNECTIONS, show_spinner=False)
def _opened(warehouse: str) -> dict[str, tuple[Shown, HeldFile]]:  # noqa: ARG001 - the cache's key
    return {}
