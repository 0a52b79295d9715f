"""Load sources into `raw`: read, check, insert; one that cannot be read stops alone.

A source that cannot be read any more keeps the rows of the snapshot shown now, and the
refresh says so. Nothing is lost without a line in `ops.load` or `ops.quarantine`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

import polars as pl

from etl.raw import PRECEDENCE, RawWriter
from etl.readers import Readers, rank_rows
from warehouse.connection import insert_frame
from warehouse.messages import UserError
from warehouse.ops import name_run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from duckdb import DuckDBPyConnection

    from etl.inputs import Source
    from etl.last_good import LastGood
    from warehouse.settings import Settings

Status = Literal["loaded", "kept", "failed", "stopped", "rejected"]

ROW_PLACE: Final = ("source_file", "sheet", "row_number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What became of one source.

    Attributes:
        source: What was to be loaded.
        status: `loaded`; `kept`: it could not be read, its last good content stays;
            `failed`: there is none; `stopped`: too many of its rows are bad;
            `rejected`: it is nothing we can read.
        fingerprint: Of the content that is now in `raw`; empty where there is none.
        sha256: Hash of that content.
        changed_at: When this content was first loaded, UTC.
        row_count: Rows loaded into raw.
        quarantined_count: Rows put aside that no later file settles.
        duration_seconds: Time to read, check and insert.
        error: Why it is not loaded.
        is_new: Whether the snapshot shown now knows nothing of it.
        settled_by: Key of the workbook that takes the place of a refused one.
    """

    source: Source
    status: Status
    fingerprint: str
    sha256: str
    changed_at: datetime
    row_count: int
    quarantined_count: int
    duration_seconds: float
    error: UserError | None = None
    is_new: bool = True
    settled_by: str | None = None

    @property
    def is_refused(self) -> bool:
        """Whether it is a file that has just come, and is not loaded."""
        return self.is_trouble and self.status in {"stopped", "rejected"}

    @property
    def is_trouble(self) -> bool:
        """Whether a person has to hear of it now: of a refused file only once."""
        return self.error is not None and (
            self.status in {"kept", "failed"} or self.is_new
        )


class Loader:
    """Loads sources one by one into a warehouse that is being built.

    Args:
        settings: Where sources are and how they are checked.
        connection: Writes into the warehouse that is being built.
        started_at: Moment the refresh began, UTC; it names the run.
        last_good: What to fall back on.
    """

    def __init__(
        self,
        settings: Settings,
        connection: DuckDBPyConnection,
        started_at: datetime,
        last_good: LastGood,
    ) -> None:
        """Nothing was loaded yet."""
        self._connection = connection
        self._started_at = started_at
        self._last_good = last_good
        self._writer = RawWriter(connection)
        self._readers = Readers(settings, connection, self._writer, last_good)
        self._quarantined: list[pl.DataFrame] = []

    def load(
        self, sources: Sequence[Source], failed: Mapping[str, UserError]
    ) -> list[Load]:
        """Load every source and write what became of it into `ops`.

        Workbooks are read from the latest to the first: a later row settles an earlier
        one that was put aside.

        Args:
            sources: What to load, in the order to report it.
            failed: Why a source could not be brought up to date, by its key.
        """
        ordered = sorted(sources, key=lambda source: -source.arrival_number)
        ordered.sort(key=lambda source: source.kind == "workbook")
        loads = {source.key: self._load(source, failed) for source in ordered}
        self._writer.flush()
        for rows in self._quarantined:
            insert_frame(self._connection, "ops.quarantine", rows)
        listed = _find_successors([loads[source.key] for source in sources])
        insert_frame(self._connection, "ops.load", self._describe(listed))
        return listed

    def _load(self, source: Source, failed: Mapping[str, UserError]) -> Load:
        started = time.perf_counter()
        error = failed.get(source.key)
        try:
            rows = self._readers.read(source)
        except UserError as caught:
            return self._keep(source, error or caught, started)
        changed_at = self._date(source, source.sha256)
        status: Status = "kept" if error else rows.verdict
        return Load(
            source=source,
            status=status,
            fingerprint=source.fingerprint,
            sha256=source.sha256,
            changed_at=changed_at,
            row_count=self._writer.add(rows.tables, source.key, changed_at),
            quarantined_count=self._put_aside(rows.quarantined, source),
            duration_seconds=time.perf_counter() - started,
            error=error or rows.refusal,
            is_new=source.key not in self._last_good.loads,
        )

    def _keep(self, source: Source, error: UserError, started: float) -> Load:
        """Take the last good content of a source that cannot be read."""
        tables = self._last_good.read(source.key)
        if source.original:
            tables = {
                name: rank_rows(rows.drop(PRECEDENCE), source.arrival_number)
                for name, rows in tables.items()
                if PRECEDENCE in rows.columns
            }
        sha256 = self._last_good.sha256(source.key) if tables else ""
        aside = self._readers.recall_put_aside(source)
        changed_at = self._date(source, sha256)
        return Load(
            source=source,
            status="kept" if sha256 else "failed",
            fingerprint=source.fingerprint if source.original and sha256 else sha256,
            sha256=sha256,
            changed_at=changed_at,
            row_count=self._writer.add(tables, source.key, changed_at),
            quarantined_count=self._put_aside(aside, source),
            duration_seconds=time.perf_counter() - started,
            error=error,
            is_new=source.key not in self._last_good.loads,
        )

    def _date(self, source: Source, sha256: str) -> datetime:
        """Say since when a source has its content."""
        if source.original:
            return source.original.received_at
        return self._last_good.changed_at(source.key, sha256) or self._started_at

    def _put_aside(self, found: pl.DataFrame, source: Source) -> int:
        if found.is_empty():
            return 0
        self._quarantined.append(
            found.with_columns(
                run_id=pl.lit(name_run(self._started_at)),
                source_document_key=pl.lit(source.key),
            )
        )
        if "settled_by" in found.columns:
            found = found.filter(pl.col("settled_by").is_null())
        return found.select(ROW_PLACE).n_unique()

    def _describe(self, loads: Iterable[Load]) -> pl.DataFrame:
        """Give the rows of `ops.load`."""
        return pl.DataFrame(
            [
                {
                    "run_id": name_run(self._started_at),
                    "source_document_key": load.source.key,
                    "source_kind": load.source.kind,
                    "source_name": load.source.name,
                    "sha256": load.sha256,
                    "status": load.status,
                    "message": load.error.text("en") if load.error else None,
                    "message_lt": load.error.text("lt") if load.error else None,
                    "row_count": load.row_count,
                    "quarantined_count": load.quarantined_count,
                    "duration_seconds": load.duration_seconds,
                    "changed_at": load.changed_at.replace(tzinfo=None),
                    "settled_by": load.settled_by,
                }
                for load in loads
            ],
            infer_schema_length=None,
        )


def _find_successors(loads: Sequence[Load]) -> list[Load]:
    """Say which refused workbooks were followed by a good one of the same name."""
    latest = {
        load.source.name: load.source
        for load in loads
        if load.source.kind == "workbook" and load.status == "loaded"
    }
    return [
        replace(load, settled_by=latest[load.source.name].key)
        if load.status in {"stopped", "rejected"}
        and load.source.name in latest
        and latest[load.source.name].arrival_number > load.source.arrival_number
        else load
        for load in loads
    ]
