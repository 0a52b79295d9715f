"""The answer to a query of a reader: asked in a child process with limits, once."""

from __future__ import annotations

import io
import json
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.kit.cache.bounded import BoundedCache
from pazanga.errors import QueryError
from pazanga.files.spreadsheets import print_blob
from warehouse.query.limits import Limits
from warehouse.query.run import run_query
from warehouse.query.turns import TURNS
from warehouse.snapshots import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from dashboard.kit.snapshot import Shown
    from warehouse.query.run import Answer
    from warehouse.query.turns import Watch

KEPT_BYTES: Final = 96 << 20
"""Size of all answers that are kept, of all readers: so long they may be scrolled."""
ROWS: Final = 100_000
ANSWER_MB: Final = 32
COLUMNS: Final = 500
_EMPTY_BYTES: Final = 4_096
SECONDS: Final = 20


@dataclass(frozen=True)
class Result:
    """What a query gave.

    Attributes:
        key: What it was asked for, on which snapshot.
        rows: Its rows: numbers, days and truths as such, all else as text.
        is_cut: Whether there would have been more.
        seconds: How long it took, with the start of its process.
    """

    key: Hashable
    rows: pl.DataFrame
    is_cut: bool
    seconds: float


_ANSWERS: Final[BoundedCache[Result]] = BoundedCache(
    KEPT_BYTES, lambda result: int(result.rows.estimated_size()) + _EMPTY_BYTES
)
"""Not in a cache of Streamlit: that would replay what is drawn while a query runs."""


def ask(
    snapshot: Shown,
    sql: str,
    parameters: Mapping[str, Any] | None = None,
    tell: Callable[[], bool] = lambda: False,
) -> Result:
    """Query the snapshot on screen, or return the answer that was given before.

    Args:
        snapshot: What is on screen.
        sql: The query.
        parameters: Values bound to `$name`.
        tell: Called while it runs; what it raises stops the query.

    Raises:
        QueryError: It is refused, fails, uses too much, or others are being answered.
        UnreadableError: The snapshot is not what was published.
    """
    given = parameters or {}
    values = sorted((name, repr(value)) for name, value in given.items())
    key = (snapshot.path, snapshot.sha256, sql, *values)
    return _ANSWERS.take(key, lambda: _ask(key, snapshot, sql, given, tell))


def find_rows(key: Hashable) -> pl.DataFrame | None:
    """Find the rows of an answer that was given; None where they are no longer kept."""
    with suppress(KeyError):
        return _ANSWERS.take(key, lambda: _refuse(key)).rows
    return None


def _refuse(key: Hashable) -> Result:
    raise KeyError(key)


def _ask(
    key: Hashable,
    shown: Shown,
    sql: str,
    parameters: Mapping[str, Any],
    tell: Callable[[], bool],
) -> Result:
    snapshot = find_snapshot(shown)
    started = time.perf_counter()
    answer = TURNS.run(
        name_caller(), sql, lambda watch: _run(snapshot, sql, parameters, watch), tell
    )
    rows = pl.read_parquet(io.BytesIO(answer.content))
    if rows.width > COLUMNS:
        raise QueryError("query_columns", found=rows.width, most=COLUMNS)
    rows = rows.with_columns(write_texts(column) for column in rows)
    return Result(key, rows, answer.is_cut, time.perf_counter() - started)


def find_snapshot(shown: Shown) -> Snapshot:
    """Find the snapshot on screen, as a query asks it."""
    return Snapshot(Path(shown.path), shown.published_at, "", "", shown.sha256)


def name_caller() -> str:
    """Return the name of the session that asks: it has one query at a time."""
    context = get_script_run_ctx()
    return f"session {context.session_id if context else ''}"


def _run(
    snapshot: Snapshot,
    sql: str,
    parameters: Mapping[str, Any],
    watch: Watch,
) -> Answer:
    limits = Limits(
        rows=ROWS, seconds=SECONDS, answer_mb=ANSWER_MB, is_cut_by_size=True
    )
    return run_query(snapshot, sql, "parquet", limits, parameters, watch)


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
