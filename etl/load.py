"""Load sources into `raw`: read, check, insert; one that cannot be read stops alone.

A source that cannot be read any more keeps the rows of the snapshot shown now, and the
refresh says so. Nothing is lost without a line in `ops.load` or `ops.quarantine`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from etl.errors import PackageError
from etl.plan_package.read import read_package, read_reference
from etl.raw import PLAN_CODE, insert_raw
from warehouse.connection import insert_frame
from warehouse.messages import UserError
from warehouse.ops import name_run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from duckdb import DuckDBPyConnection

    from etl.inputs import Source
    from etl.last_good import LastGood


@dataclass(frozen=True, slots=True)
class SourceRows:
    """What one source holds.

    Attributes:
        tables: Good rows, by the name of their raw table.
        quarantined: Rows put aside, one row per broken rule: the columns of
            `ops.quarantine` without `run_id` and `source_document_key`.
    """

    tables: Mapping[str, pl.DataFrame]
    quarantined: pl.DataFrame = field(default_factory=pl.DataFrame)


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What became of one source.

    Attributes:
        source: What was to be loaded.
        sha256: Hash of the content that is now in `raw`; empty where there is none.
        changed_at: When this content was first loaded, UTC.
        row_count: Rows loaded into raw.
        quarantined_count: Rows put aside.
        duration_seconds: Time to read, check and insert.
        error: Why it could not be read.
    """

    source: Source
    sha256: str
    changed_at: datetime
    row_count: int
    quarantined_count: int
    duration_seconds: float
    error: UserError | None

    @property
    def status(self) -> str:
        """`loaded`, `kept` (its last good content) or `failed` (there is none)."""
        if self.error is None:
            return "loaded"
        return "kept" if self.sha256 else "failed"


def load_sources(
    connection: DuckDBPyConnection,
    sources: Iterable[Source],
    started_at: datetime,
    last_good: LastGood,
) -> list[Load]:
    """Load every source and write what became of it into `ops`.

    Args:
        connection: Writes into the warehouse that is being built.
        sources: What to load.
        started_at: Moment the refresh began, UTC; it names the run.
        last_good: What to fall back on.
    """
    loads = []
    for source in sources:
        load = load_source(connection, source, started_at, last_good)
        insert_frame(connection, "ops.load", _describe(load, started_at))
        loads.append(load)
    return loads


def load_source(
    connection: DuckDBPyConnection,
    source: Source,
    started_at: datetime,
    last_good: LastGood,
) -> Load:
    """Load one source; if it cannot be read, its last good content."""
    started = time.perf_counter()
    error = None
    try:
        rows, sha256 = read_source(source), source.sha256
    except UserError as caught:
        error = caught
        rows = SourceRows(last_good.read(source.key))
        sha256 = last_good.sha256(source.key) if rows.tables else ""
    changed_at = last_good.changed_at(source.key, sha256) or started_at
    quarantined = rows.quarantined.with_columns(
        run_id=pl.lit(name_run(started_at)), source_document_key=pl.lit(source.key)
    )
    if rows.quarantined.height:
        insert_frame(connection, "ops.quarantine", quarantined)
    return Load(
        source=source,
        sha256=sha256,
        changed_at=changed_at,
        row_count=insert_raw(connection, rows.tables, source.key, changed_at),
        quarantined_count=_count_rows(rows.quarantined),
        duration_seconds=time.perf_counter() - started,
        error=error,
    )


def read_source(source: Source) -> SourceRows:
    """Read and check one source.

    Raises:
        UserError: It cannot be read or breaks its contract as a whole.
    """
    if source.kind == "reference":
        frames = read_reference(source.path)
        return SourceRows({f"reference__{name}": rows for name, rows in frames.items()})
    return SourceRows(_read_plan_package(source))


def _read_plan_package(source: Source) -> dict[str, pl.DataFrame]:
    frames = read_package(source.path)
    codes = frames["plan"][PLAN_CODE].to_list()
    if codes != [source.name]:
        raise PackageError(
            "etl.package_wrong_plan_code",
            path=source.path,
            expected=source.name,
            found=", ".join(codes),
        )
    return {
        f"plan_package__{name}": rows.with_columns(pl.lit(source.name).alias(PLAN_CODE))
        for name, rows in frames.items()
    }


def _count_rows(quarantined: pl.DataFrame) -> int:
    if quarantined.is_empty():
        return 0
    return quarantined.select("source_file", "sheet", "row_number").n_unique()


def _describe(load: Load, started_at: datetime) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "run_id": [name_run(started_at)],
            "source_document_key": [load.source.key],
            "source_kind": [load.source.kind],
            "source_name": [load.source.name],
            "sha256": [load.sha256],
            "status": [load.status],
            "message": [str(load.error) if load.error else None],
            "row_count": [load.row_count],
            "quarantined_count": [load.quarantined_count],
            "duration_seconds": [load.duration_seconds],
            "changed_at": [load.changed_at.replace(tzinfo=None)],
        }
    )
