"""The previous snapshot: the good rows of a source that cannot be read anew."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import duckdb
import polars as pl

from etl.refresh.load import recall_load
from etl.refresh.raw import CONTRACTS, PLAN_CODE, PRECEDENCE, SOURCE_KEY, name_table
from etl.workbooks.contract.contract import KINDS
from pazanga.errors import UnreadableError
from pazanga.log import pairs
from pazanga.remarks import Remark
from warehouse.audits import recall_result
from warehouse.connection import (
    SPILLED,
    list_columns,
    open_limited,
    open_snapshot,
    query_frame,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from etl.refresh.inputs import Source
    from etl.refresh.load import Load
    from warehouse.audits import Audit, AuditResult
    from warehouse.snapshots import Snapshot

_WITH_ROWS: Final = frozenset({"loaded", "partly", "kept"})
_REJECTS: Final = (
    *("source_file", "sheet", "row_number", "column_name", "raw_value", "rule"),
    *("reason", "reason_lt", "kind", "raw_cells", "column_label_lt"),
    *("column_label_en", "multipliers", "row_mark", "settled_by"),
)
_NUMBER: Final = "remark_number"
_REMARKS: Final = ("rule", "severity", "sheet", "message", "message_lt")

_SPILLED: Final = f"previous.{SPILLED}"
"""Not `SPILLED` itself: two databases would overwrite each other's files there."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PreviousSnapshot:
    """What the current snapshot knows about sources.

    Attributes:
        connection: The snapshot; none before the first publication.
        loads: Rows of its `ops.load` by source key.
    """

    connection: DuckDBPyConnection | None = None
    loads: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def sha256(self, key: str) -> str:
        """Return the hash of the content it holds of a source, or an empty text."""
        return str(self.loads[key]["sha256"]) if key in self.loads else ""

    def has_rows(self, key: str) -> bool:
        """Whether it holds rows of a source: a refused one is known without any."""
        return key in self.loads and self.loads[key]["status"] in _WITH_ROWS

    def knows(self, key: str) -> bool:
        """Whether it knows a source that nobody had taken back."""
        return key in self.loads and self.loads[key]["status"] != "withdrawn"

    def changed_at(self, key: str, sha256: str) -> datetime | None:
        """Return since when a source has this content, if it has not changed."""
        if not sha256 or self.sha256(key) != sha256:
            return None
        changed_at: datetime = self.loads[key]["changed_at"]
        return changed_at.replace(tzinfo=UTC)

    def read(self, key: str) -> dict[str, pl.DataFrame]:
        """Read the rows of a source by raw table; none where it was never loaded.

        A snapshot written under an older contract has none either.
        """
        if self.connection is None or key not in self.loads:
            return {}
        needed = {f"raw.{name}": _list_columns(name) for name in CONTRACTS}
        if not all(knows(self.connection, *table) for table in needed.items()):
            return {}
        return {
            name: query_frame(self.connection, _select(name), [key])
            for name in CONTRACTS
        }

    def read_rejects(self, key: str) -> pl.DataFrame:
        """Read the rejected rows of a source, as `ops.quarantine` has them.

        A snapshot written by an earlier version of the program has none.
        """
        if self.connection is None or key not in self.loads:
            return pl.DataFrame()
        if not knows(self.connection, "ops.quarantine", _REJECTS):
            return pl.DataFrame()
        return query_frame(
            self.connection, _select_of("ops.quarantine", _REJECTS), [key]
        )

    def read_remarks(self, key: str) -> tuple[Remark, ...]:
        """Read the remarks on a source; an earlier version of the program kept none."""
        if self.connection is None or key not in self.loads:
            return ()
        if not knows(self.connection, "ops.remark", (*_REMARKS, _NUMBER)):
            return ()
        sql = _select_of("ops.remark", (*_REMARKS, _NUMBER))
        rows = query_frame(self.connection, sql, [key]).sort(_NUMBER).drop(_NUMBER)
        return tuple(Remark(*row) for row in rows.rows())

    def read_plans(self) -> Iterator[tuple[str, str]]:
        """Yield the sources with rows, and each plan that they tell of."""
        tables = ["plan_package__plan", *(name_table(kind) for kind in KINDS)]
        listed = " union ".join(
            f"select distinct {SOURCE_KEY}, {PLAN_CODE} from raw.{name}"  # noqa: S608
            for name in tables
        )
        yield from self._ask(listed)

    def read_rejected_cells(self) -> Iterator[tuple[str, str]]:
        """Yield the sources with rejected rows, and the cells of each row as JSON."""
        yield from self._ask(
            "select distinct source_document_key, raw_cells from ops.quarantine"
            " where raw_cells is not null"
        )

    def read_corrections(self) -> Iterator[str]:
        """Yield the sources with rows that correct rejected ones."""
        listed = " union ".join(
            f"select {SOURCE_KEY} from raw.{name_table(kind)}"  # noqa: S608
            " where corrects is not null"
            for kind in KINDS
        )
        for (key,) in self._ask(listed):
            yield key

    def list_clean_audits(self) -> frozenset[str]:
        """List the audits that found nothing."""
        sql = "select audit from ops.audit_result where row_count = 0"
        return frozenset(name for (name,) in self._ask(sql))

    def recall_audits(
        self, audits: Iterable[Audit], changed: AbstractSet[str], kept: AbstractSet[str]
    ) -> dict[str, AuditResult]:
        """Return what audits found of which nothing that they read changed.

        Args:
            audits: All audits.
            changed: Tables and views with other rows now.
            kept: Audits that find nothing, whatever changed.
        """
        sql = "select audit, row_count, sample_rows from ops.audit_result"
        found = {name: told for name, *told in self._ask(sql)}
        return {
            audit.name: recall_result(audit, *found[audit.name])
            for audit in audits
            if audit.name in found
            and (audit.name in kept or audit.reads_none_of(changed))
        }

    def recall_loads(self, sources: Iterable[Source]) -> list[Load]:
        """Return what became of sources whose rows stay as they are.

        Args:
            sources: Sources that it knows, loaded or withdrawn.
        """
        remarks: dict[str, list[Remark]] = {}
        listed = ", ".join((_NUMBER, "source_document_key", *_REMARKS))
        rows = self._ask(f"select {listed} from ops.remark")  # noqa: S608 - our own names
        # Sorted here: where memory is limited, the database may lack it to sort.
        rows.sort(key=itemgetter(0))
        for _, key, *told in rows:
            remarks.setdefault(key, []).append(Remark(*told))
        return [
            recall_load(
                source, self.loads[source.key], tuple(remarks.get(source.key, ()))
            )
            for source in sources
        ]

    def _ask(self, sql: str) -> list[tuple[Any, ...]]:
        if self.connection is None:
            return []
        return query_frame(self.connection, sql).rows()


@contextmanager
def open_previous(
    shown: Snapshot | None, building: Path, memory_mb: int | None = None
) -> Iterator[PreviousSnapshot]:
    """Open what was published before; empty where nothing was, or it is unreadable.

    Args:
        shown: The snapshot.
        building: File that is built meanwhile; with little memory, what does not fit
            is written beside it, where the next refresh removes it in any case.
        memory_mb: What reading it may take in memory; None: what DuckDB takes.
    """
    if shown is None:
        yield PreviousSnapshot()
        return
    try:
        connection = _open(shown.path, building, memory_mb)
    except (duckdb.Error, UnreadableError):
        logger.exception("snapshot_unreadable %s", pairs(path=shown.path))
        yield PreviousSnapshot()
        return
    try:
        loads = query_frame(connection, "select * from ops.load").rows(named=True)
        yield PreviousSnapshot(
            connection, {row["source_document_key"]: row for row in loads}
        )
    finally:
        connection.close()


def _open(path: Path, building: Path, memory_mb: int | None) -> DuckDBPyConnection:
    if memory_mb is None:
        return open_snapshot(path)
    return open_limited(path, building.with_name(_SPILLED), memory_mb)


def knows(connection: DuckDBPyConnection, table: str, columns: Iterable[str]) -> bool:
    """Whether a snapshot has a table with some columns; an older one may lack them.

    The catalogue is asked, so that a mistake in a query stays an error.

    Args:
        connection: The snapshot.
        table: `schema.table`.
        columns: Columns that are needed.
    """
    missing = set(columns) - list_columns(connection, table)
    if missing:
        listed = ",".join(sorted(missing))
        logger.warning("snapshot_lacks %s", pairs(table=table, columns=listed))
    return not missing


def _list_columns(name: str) -> list[str]:
    columns = list(CONTRACTS[name].columns())
    if name.startswith("workbook__"):
        columns.append(PRECEDENCE)
    if name.startswith("plan_package__") and PLAN_CODE not in columns:
        columns.append(PLAN_CODE)
    return columns


def _select(name: str) -> str:
    listed = ", ".join(f'"{column}"' for column in _list_columns(name))
    return f"select {listed} from raw.{name} where _source_document_key = ?"  # noqa: S608 - names of our own contracts


def _select_of(table: str, columns: Iterable[str]) -> str:
    return f"select {', '.join(columns)} from {table} where source_document_key = ?"  # noqa: S608 - names of our own tables
