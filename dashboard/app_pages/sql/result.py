"""The answer to a query of a reader: asked in a child process with limits, once."""

from __future__ import annotations

import io
import json
import time
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Final

import polars as pl
import streamlit as st

from pazanga.errors import QueryError
from pazanga.files.spreadsheets import print_blob
from warehouse.query.limits import Limits
from warehouse.query.run import run_query
from warehouse.snapshots import Snapshot

if TYPE_CHECKING:
    from datetime import datetime

    from dashboard.kit.snapshot import Shown

KEPT_ANSWERS: Final = 8
ROWS: Final = 10_000
COLUMNS: Final = 500
SECONDS: Final = 20
_AT_ONCE: Final = BoundedSemaphore(2)
"""Queries that run at once: each may take two gigabytes, a page next to none."""
_PATIENCE: Final = 10.0


@dataclass(frozen=True)
class Result:
    """What a query gave.

    Attributes:
        rows: Its rows: numbers, days and truths as such, all else as text.
        is_cut: Whether there would have been more.
        seconds: How long it took, with the start of its process.
    """

    rows: pl.DataFrame
    is_cut: bool
    seconds: float


def ask(snapshot: Shown, sql: str) -> Result:
    """Query the snapshot on screen, or return the answer that was given before.

    Raises:
        QueryError: It is refused, fails, uses too much, or others are being answered.
        UnreadableError: The snapshot is not what was published.
    """
    return _ask(snapshot.path, snapshot.published_at, snapshot.sha256, sql)


@st.cache_resource(max_entries=KEPT_ANSWERS, show_spinner=False)
def _ask(path: str, published_at: datetime, sha256: str, sql: str) -> Result:
    if not _AT_ONCE.acquire(timeout=_PATIENCE):
        raise QueryError("query_busy")
    try:
        return _run(Snapshot(Path(path), published_at, "", "", sha256), sql)
    finally:
        _AT_ONCE.release()


def _run(snapshot: Snapshot, sql: str) -> Result:
    started = time.perf_counter()
    limits = Limits(rows=ROWS, seconds=SECONDS, answer_mb=16)
    answer = run_query(snapshot, sql, "parquet", limits)
    rows = pl.read_parquet(io.BytesIO(answer.content))
    if rows.width > COLUMNS:
        raise QueryError("query_columns", found=rows.width, most=COLUMNS)
    rows = rows.with_columns(write_texts(column) for column in rows)
    return Result(rows, answer.is_cut, time.perf_counter() - started)


def write_texts(column: pl.Series) -> pl.Series:
    """Write values as DuckDB prints them, of types that no spreadsheet has."""
    dtype = column.dtype
    if dtype.is_nested():
        texts = [_write_nested(value) for value in column.to_list()]
    elif dtype == pl.Binary:
        texts = [None if value is None else print_blob(value) for value in column]
    elif isinstance(dtype, pl.Datetime):
        zone = "%:z" if dtype.time_zone else ""
        return column.dt.to_string(f"%Y-%m-%d %H:%M:%S%.f{zone}")
    else:
        return column
    return pl.Series(column.name, texts, pl.String)


def _write_nested(value: object) -> str | None:
    if value is None:
        return None
    return json.dumps(value, default=_write_inner, ensure_ascii=False)


def _write_inner(value: object) -> str:
    return print_blob(value) if isinstance(value, bytes) else str(value)
