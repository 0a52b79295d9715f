"""Questions of people to a snapshot: one query, in a process of its own.

DuckDB's own memory limit does not bind long strings, and a running query cannot always
be interrupted. So the query runs in a child that the system limits and we can kill; it
opens the snapshot read-only and locked, and sees nothing else of the machine.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from warehouse.errors import QueryError
from warehouse.query_child import REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query may use.

    Attributes:
        rows: Rows that are given back; the rest is cut off, and that is said.
        seconds: Time from start to the last row.
        memory_mb: Address space of the child, of which it needs half to start.
        answer_mb: Size of the rows that are given back.
    """

    rows: int = 1000
    seconds: float = 30
    memory_mb: int = 2048
    answer_mb: int = 64


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of a query, and whether there would have been more."""

    rows: pl.DataFrame
    is_truncated: bool


def run_query(snapshot: Path, sql: str, limits: Limits | None = None) -> Answer:
    """Run one `select` or `explain` on a snapshot and give its rows.

    Args:
        snapshot: File of a published snapshot.
        sql: Exactly one statement, as somebody typed it.
        limits: What it may use.

    Raises:
        QueryError: It is something else, fails, or uses more than it may.
    """
    limits = limits or Limits()
    request = {"snapshot": str(snapshot), "sql": sql, **asdict(limits)}
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-m", "warehouse.query_child"],
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=limits.seconds,
            check=False,
            # Fewer threads, less address space before the query begins.
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise QueryError("warehouse.query_too_slow", seconds=limits.seconds) from error
    if child.returncode == REFUSED:
        answer = json.loads(child.stdout)
        raise QueryError(f"warehouse.{answer['code']}", **answer["fields"])
    if child.returncode < 0:  # killed: memory ran out where nobody could say so
        raise QueryError("warehouse.query_too_large", memory_mb=limits.memory_mb)
    if child.returncode:
        why = child.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise QueryError("warehouse.query_failed", why=why)
    rows = pl.read_ipc_stream(io.BytesIO(child.stdout))
    return Answer(rows.head(limits.rows), rows.height > limits.rows)


def format_rows(rows: pl.DataFrame, output: str) -> bytes:
    """Write rows as `table`, `csv`, `json` or `parquet`.

    Raises:
        QueryError: CSV cannot hold a list or a structure.
    """
    if output == "parquet":
        stream = io.BytesIO()
        rows.write_parquet(stream)
        return stream.getvalue()
    try:
        written = _WRITERS[output](rows)
    except pl.exceptions.PolarsError as error:
        raise QueryError(
            "warehouse.format_not_possible", format=output, why=error
        ) from error
    return written.encode()


def _write_table(rows: pl.DataFrame) -> str:
    with pl.Config(
        tbl_rows=-1,
        tbl_cols=-1,
        tbl_width_chars=-1,
        fmt_str_lengths=1000,
        tbl_hide_dataframe_shape=True,
        tbl_hide_column_data_types=True,
    ):
        return f"{rows}\n"


def _write_json(rows: pl.DataFrame) -> str:
    return f"{rows.write_json()}\n"


_WRITERS: Final[dict[str, Callable[[pl.DataFrame], str]]] = {
    "table": _write_table,
    "csv": pl.DataFrame.write_csv,
    "json": _write_json,
}
