"""The last good rows of a source: those of the snapshot that is shown now."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import duckdb
import polars as pl

from etl.log import pairs
from etl.raw import CONTRACTS, PLAN_CODE, PRECEDENCE
from warehouse.connection import fetch, open_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from duckdb import DuckDBPyConnection

    from warehouse.snapshots import Snapshot

_PUT_ASIDE: Final = """
select
    source_file,
    sheet,
    row_number,
    column_name,
    raw_value,
    rule,
    reason,
    reason_lt,
    kind,
    raw_cells,
    column_label_lt,
    column_label_en,
    multipliers,
    row_mark,
    settled_by
from ops.quarantine
where source_document_key = ?
"""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LastGood:
    """What the snapshot shown now knows about sources.

    Attributes:
        connection: The snapshot; none before the first publication.
        loads: Rows of its `ops.load` by source key.
    """

    connection: DuckDBPyConnection | None = None
    loads: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def sha256(self, key: str) -> str:
        """Give the hash of the content it holds of a source, or an empty text."""
        return str(self.loads[key]["sha256"]) if key in self.loads else ""

    def has_rows(self, key: str) -> bool:
        """Say whether it holds rows of a source: a refused one is known without any."""
        return key in self.loads and self.loads[key]["status"] in {"loaded", "kept"}

    def changed_at(self, key: str, sha256: str) -> datetime | None:
        """Say since when a source has this content, if it has not changed."""
        if not sha256 or self.sha256(key) != sha256:
            return None
        changed_at: datetime = self.loads[key]["changed_at"]
        return changed_at.replace(tzinfo=UTC)

    def read(self, key: str) -> dict[str, pl.DataFrame]:
        """Give the rows of a source by raw table; none where it was never loaded.

        A snapshot written under an older contract has none either.
        """
        if self.connection is None or key not in self.loads:
            return {}
        try:
            return {
                name: fetch(self.connection, _select(name), [key]) for name in CONTRACTS
            }
        except (duckdb.CatalogException, duckdb.BinderException):
            return {}

    def read_put_aside(self, key: str) -> pl.DataFrame:
        """Give the rows of a source that were put aside, as `ops.quarantine` has them.

        A snapshot written by an earlier version of the program has none.
        """
        if self.connection is None or key not in self.loads:
            return pl.DataFrame()
        try:
            return fetch(self.connection, _PUT_ASIDE, [key])
        except (duckdb.CatalogException, duckdb.BinderException):
            return pl.DataFrame()


@contextmanager
def open_last_good(shown: Snapshot | None) -> Iterator[LastGood]:
    """Open the snapshot that is shown now, if there is one that can be read."""
    if shown is None:
        yield LastGood()
        return
    try:
        connection = open_snapshot(shown.path)
    except duckdb.Error:
        logger.exception("snapshot_unreadable %s", pairs(path=shown.path))
        yield LastGood()
        return
    try:
        loads = fetch(connection, "select * from ops.load").rows(named=True)
        yield LastGood(connection, {row["source_document_key"]: row for row in loads})
    finally:
        connection.close()


def _select(name: str) -> str:
    columns = list(CONTRACTS[name].columns())
    if name.startswith("workbook__"):
        columns.append(PRECEDENCE)
    if name.startswith("plan_package__") and PLAN_CODE not in columns:
        columns.append(PLAN_CODE)
    listed = ", ".join(f'"{column}"' for column in columns)
    return f"select {listed} from raw.{name} where _source_document_key = ?"  # noqa: S608 - names of our own contracts
