"""Load sources into `raw`: read, check, insert; one that cannot be read stops alone.

    plans, references, open data ─▶ Load ─▶ raw      what workbooks are checked against
    workbooks ─▶ WorkbookReading ─▶ Load ─▶ raw, ops

A source that cannot be read any more keeps the rows of the current snapshot, and the
refresh says so. Nothing is lost without a line in `ops.load` or `ops.quarantine`.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.inbox.originals import write_record
from etl.inbox.origins import ORIGIN, number_origins
from etl.inbox.parse_cache import describe_original, read_original
from etl.inbox.references import References
from etl.inbox.settled_rejects import LaterRows
from etl.refresh.acceptance import Acceptance, rank_tables
from etl.refresh.load import (
    Load,
    count_rows,
    find_successors,
    list_loads,
    list_remarks,
)
from etl.refresh.raw import BATCH_ROWS, PRECEDENCE, RawWriter
from etl.refresh.readers import read_folder
from etl.workbooks.mappings import read_mappings
from etl.workbooks.rows.rejects import label_columns
from pazanga.errors import UserError
from pazanga.program import plain_calls
from warehouse.connection import insert_frame
from warehouse.memory import MemoryShares
from warehouse.ops import insert_rows, name_run
from warehouse.parts import replace_ops, replace_sources
from warehouse.progress import RefreshProgress
from warehouse.publish import BUILDING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from duckdb import DuckDBPyConnection

    from etl.refresh.inputs import Source
    from etl.refresh.previous_snapshot import PreviousSnapshot
    from pazanga.settings import Settings


class Loader:
    """Loads sources one by one into a warehouse that is being built.

    Args:
        settings: Where sources are and how they are checked.
        connection: Writes into the warehouse that is being built.
        started_at: Moment the refresh began, UTC; it names the run.
        previous: What to fall back on.
        progress: Is told of every source that is loaded.
    """

    def __init__(
        self,
        settings: Settings,
        connection: DuckDBPyConnection,
        started_at: datetime,
        previous: PreviousSnapshot,
        progress: RefreshProgress | None = None,
    ) -> None:
        self._settings = settings
        self._connection = connection
        self._started_at = started_at
        self._previous = previous
        self._progress = progress or RefreshProgress()
        memory = MemoryShares(settings.engine.memory_mb)
        self._writer = RawWriter(connection, memory.limit_rows(BATCH_ROWS))
        self._quarantined: list[pl.DataFrame] = []
        self._later: LaterRows | None = None

    def load(
        self,
        sources: Sequence[Source],
        failed: Mapping[str, UserError],
        taken_over: Sequence[Load] = (),
    ) -> list[Load]:
        """Load every source and write what became of it into `ops`.

        Args:
            sources: What to load, in the order to report it.
            failed: Why a source could not be brought up to date, by its key.
            taken_over: What became of sources whose rows are there already.
        """
        folders = [source for source in sources if source.original is None]
        workbooks = [source for source in sources if source.original]
        # A later row settles an earlier one that was rejected.
        workbooks.sort(key=lambda one: -one.arrival_number)
        # A folder is small, and read whole; a file takes time by its size.
        sizes = (_measure(source) for source in (*folders, *workbooks))
        self._progress.begin("reading", sizes)
        loads = {
            source.key: self._load_folder(source, failed.get(source.key))
            for source in folders
        }
        self._writer.flush()
        loads |= self._load_workbooks(workbooks)
        self._writer.flush()
        loaded = [loads[source.key] for source in sources]
        listed = find_successors([*loaded, *taken_over])
        self._write_ops(listed)
        return listed

    def settles(self, rejects: pl.DataFrame) -> bool:
        """Whether a file that was loaded here brings some rejected rows again.

        Args:
            rejects: Rejected rows of other files, as `ops.quarantine` has them.
        """
        return self._later is not None and self._later.settles(rejects)

    def _load_folder(self, source: Source, error: UserError | None) -> Load:
        started = time.perf_counter()
        try:
            load = read_folder(source, self._settings)
        except UserError as caught:
            tables, rejects = self._recall(source)
            load = self._keep(source, error or caught, tables, rejects)
        else:
            if error:
                load = replace(load, status="kept", error=error)
        return self._write(load, started)

    def _load_workbooks(self, sources: Sequence[Source]) -> dict[str, Load]:
        """Load workbooks, given from the latest to the first."""
        if not sources:
            return {}
        # Where the system keeps such files may itself be memory.
        self._later = LaterRows(self._settings.warehouse_dir / BUILDING)
        acceptance = Acceptance(
            references=References.read(self._connection),
            bad_rows_percent=self._settings.bad_rows_percent,
            mappings=read_mappings(self._settings.mappings_dir),
            later=self._later,
        )
        loads = {}
        for source in sources:
            started = time.perf_counter()
            loads[source.key] = self._write(self._accept(source, acceptance), started)
        return loads

    def _accept(self, source: Source, acceptance: Acceptance) -> Load:
        original = source.original
        if original is None or original.withdrawn_at:
            return Load(
                source=source,
                status="withdrawn",
                sha256=source.sha256,
                sheets_read=0,
                sheets_left=0,
            )
        try:
            reading = read_original(
                original, self._settings.parsed_dir, acceptance.mappings
            )
            was_loaded = self._previous.has_rows(source.key)
            load = acceptance.accept(source, reading, was_loaded=was_loaded)
        except UserError as error:
            tables, rejects = self._recall(source)
            if not rejects.is_empty():
                rejects = acceptance.settle_again(rejects, source.key)
            acceptance.remember(tables, source.key)
            return self._keep(source, error, tables, rejects)
        # A mapping may have changed what it holds since it was received.
        if original.mapping is not None:
            described = describe_original(original, reading)
            if described != original:
                write_record(described)
        return replace(load, rejects=label_columns(load.rejects))

    def _recall(self, source: Source) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
        """Return the last good rows of a source by raw table, and those rejected."""
        tables = self._previous.read(source.key)
        if source.original:
            own = {
                name: rows.drop(PRECEDENCE)
                for name, rows in tables.items()
                if PRECEDENCE in rows.columns
            }
            tables = rank_tables(own, source.arrival_number)
        return tables, self._previous.read_rejects(source.key)

    def _keep(
        self,
        source: Source,
        error: UserError,
        tables: Mapping[str, pl.DataFrame],
        rejects: pl.DataFrame,
    ) -> Load:
        """Return the load of a source that cannot be read: its last good content."""
        sha256 = self._previous.sha256(source.key) if tables else ""
        return Load(
            source=source,
            status="kept" if sha256 else "failed",
            tables=tables,
            rejects=rejects,
            sha256=sha256,
            error=error,
            remarks=self._previous.read_remarks(source.key),
        )

    def _write(self, load: Load, started: float) -> Load:
        """Write the rows of a load, those rejected later, and return it without."""
        source = load.source
        self._progress.advance(sum(rows.height for rows in load.tables.values()))
        changed_at = self._date(source, load.sha256)
        rejects = load.rejects
        if not rejects.is_empty():
            self._quarantined.append(
                rejects.with_columns(
                    run_id=pl.lit(name_run(self._started_at)),
                    source_document_key=pl.lit(source.key),
                    **{ORIGIN: pl.lit(source.arrival_number, pl.Int64)},
                )
            )
        return replace(
            load,
            tables={},
            rejects=pl.DataFrame(),
            changed_at=changed_at,
            row_count=self._writer.add(load.tables, source.key, changed_at),
            quarantined_count=count_rows(rejects),
            duration_seconds=time.perf_counter() - started,
            is_new=not self._previous.knows(source.key),
        )

    def _date(self, source: Source, sha256: str) -> datetime:
        """Return since when a source has its content, UTC."""
        if source.original:
            return source.original.received_at
        return self._previous.changed_at(source.key, sha256) or self._started_at

    def _write_ops(self, loads: Sequence[Load]) -> None:
        run_id = name_run(self._started_at)
        for rows in number_origins(self._quarantined):
            insert_frame(self._connection, "ops.quarantine", rows)
        with plain_calls():
            insert_rows(self._connection, "ops.load", list_loads(loads, run_id))


def _measure(source: Source) -> float:
    """Return how much work reading a source is, beside others: its size in bytes."""
    try:
        return float(
            _LEAST_BYTES + (source.path.stat().st_size if source.original else 0)
        )
    except OSError:
        return float(_LEAST_BYTES)


_LEAST_BYTES: Final = 200_000
"""A file takes a tenth of a second however small, as long as so many bytes."""


def replace_loads(
    connection: DuckDBPyConnection,
    written: Collection[str],
    keys: Collection[str],
    loads: Sequence[Load],
    run_id: str,
) -> None:
    """Replace raw rows of sources, and what is kept of their loading."""
    replace_ops(connection, keys, run_id)
    replace_sources(connection, [one for one in written if "raw." in one], keys)
    insert_rows(connection, "ops.load", list_loads(loads, run_id))
    insert_rows(connection, "ops.remark", list_remarks(loads, run_id))
