"""What the warehouse remembers about its own making: the `ops` schema and the run log.

A snapshot holds the runs up to its own; the log `runs.jsonl` beside the snapshots also
holds those that published nothing.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from pazanga.files.durable import append_line, replace_text
from warehouse.connection import insert_frame
from warehouse.descriptions import comment_table, read_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from duckdb import DuckDBPyConnection

LOG: Final = "runs.jsonl"
_HERE: Final = Path(__file__).parent

Outcome = Literal["published", "unchanged", "audits_failed", "unusable_input", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One refresh that ended; the columns of `ops.refresh_run`. Times are UTC."""

    run_id: str
    started_at: datetime
    finished_at: datetime
    outcome: Outcome
    snapshot: str | None = None
    input_hash: str = ""
    rows_loaded: int = 0
    rows_quarantined: int = 0
    failed_source_count: int = 0
    audit_error_count: int = 0
    audit_warning_count: int = 0
    refused_file_count: int = 0
    message: str | None = None
    message_lt: str | None = None


_FIELDS: Final = tuple(Run.__dataclass_fields__)


def name_run(started_at: datetime) -> str:
    """Make the identifier of a run from the moment it began, UTC."""
    return f"{started_at:%Y%m%dT%H%M%S.%fZ}"


def create_ops(connection: DuckDBPyConnection) -> None:
    """Create the empty tables of `ops`, with their comments."""
    connection.execute((_HERE / "ops.sql").read_text(encoding="utf-8"))
    for name, words in read_tables(_HERE / "ops.yml").items():
        comment_table(connection, f"ops.{name}", words)


def insert_rows(
    connection: DuckDBPyConnection, table: str, rows: Iterable[Mapping[str, Any]]
) -> None:
    """Write rows into a table of `ops`; columns that they lack stay empty."""
    # A refresh that finds nothing new reads the log too, and needs no frames for it.
    import polars as pl  # noqa: PLC0415

    if listed := list(rows):
        frame = pl.DataFrame(listed, infer_schema_length=None)
        insert_frame(connection, table, frame)


def insert_runs(connection: DuckDBPyConnection, runs: list[Run]) -> None:
    """Write runs into `ops.refresh_run`; of two with one name the later one."""
    rows = {
        run.run_id: {name: _to_naive(value) for name, value in asdict(run).items()}
        for run in runs
    }
    insert_rows(connection, "ops.refresh_run", rows.values())


def append_run(warehouse_dir: Path, run: Run) -> None:
    """Add a run to the log.

    Raises:
        OSError: The disk is full or not writable.
    """
    append_line(warehouse_dir / LOG, json.dumps(asdict(run), default=_format_time))


def write_runs(warehouse_dir: Path, runs: Iterable[Run]) -> None:
    """Write the log anew, whole.

    Raises:
        OSError: The disk is full or not writable.
    """
    lines = (json.dumps(asdict(run), default=_format_time) for run in runs)
    replace_text(warehouse_dir / LOG, "".join(f"{line}\n" for line in lines))


def read_runs(warehouse_dir: Path, last: int = 1000) -> list[Run]:
    """Read the newest runs of the log, oldest first.

    A line that a power cut left torn, or that is none of ours, is skipped.

    Raises:
        OSError: It may not be read.
    """
    path = warehouse_dir / LOG
    lines = path.read_bytes().splitlines() if path.is_file() else []
    return [run for line in lines[-last:] if (run := _parse_run(line))]


def _parse_run(line: bytes) -> Run | None:
    try:
        entry = json.loads(line)
        for name in ("started_at", "finished_at"):
            entry[name] = datetime.fromisoformat(entry[name])
        # A program that comes later may have written more than this one knows.
        return Run(**{name: entry[name] for name in _FIELDS if name in entry})
    except (ValueError, TypeError, KeyError):
        return None


def _format_time(value: datetime) -> str:
    return value.isoformat()


def _to_naive(value: object) -> object:
    """Drop the zone of a time: the database keeps UTC in plain timestamps."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None)
    return value
