"""Whether two snapshots hold the same rows, in whatever order and whenever built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from warehouse.connection import open_snapshot, query_frame

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

_OF_RUNS: Final = frozenset(
    {"run_id", "duration_seconds", "sample_rows", "load_duration_seconds"}
)
"""Columns that tell of the run, not of the data."""

_RUNS: Final = "ops.refresh_run"
_COLUMNS: Final = """
select tables.schema_name || '.' || tables.table_name, list(columns.column_name)
from duckdb_tables() as tables
inner join duckdb_columns() as columns using (database_name, schema_name, table_name)
where database_name = current_database()
group by all
order by all
"""


@dataclass(frozen=True, slots=True)
class TableDifference:
    """A table that is not the same in two snapshots.

    Attributes:
        table: `schema.table`.
        row_count: Rows in the first one; none where it has no such table.
        other_row_count: Rows in the second one.
    """

    table: str
    row_count: int | None
    other_row_count: int | None


def compare_snapshots(path: Path, other: Path) -> list[TableDifference]:
    """Compare the rows of every table of two snapshots; equal ones are left out.

    Rows are compared by sums of 64-bit hashes, so that order does not count and memory
    does not grow.

    Args:
        path: One snapshot.
        other: Another one.
    """
    found, others = _sum_tables(path), _sum_tables(other)
    return [
        TableDifference(
            table,
            found[table][0] if table in found else None,
            others[table][0] if table in others else None,
        )
        for table in sorted(found.keys() | others.keys())
        if found.get(table) != others.get(table)
    ]


def _sum_tables(path: Path) -> dict[str, tuple[int, int]]:
    """Return the rows of each table, and the sum of their hashes."""
    connection = open_snapshot(path)
    try:
        tables = query_frame(connection, _COLUMNS).rows()
        return {
            table: _sum_rows(connection, table, columns)
            for table, columns in tables
            if table != _RUNS
        }
    finally:
        connection.close()


def _sum_rows(
    connection: DuckDBPyConnection, table: str, columns: list[str]
) -> tuple[int, int]:
    listed = ", ".join(f'"{name}"' for name in sorted(columns) if name not in _OF_RUNS)
    sql = f"select count(*), sum(hash({listed})) from {table}"  # noqa: S608 - our own tables
    count, hashes = query_frame(connection, sql).row(0)
    return count, hashes or 0
