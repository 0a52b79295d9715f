"""Rows of a table replaced by others, of which those that are the same are not written.

One payment changes a few rows of its plan. To write all of them anew is most of what a
refresh costs, and leaves as much room behind in the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duckdb import DuckDBPyConnection


def replace_rows(
    connection: DuckDBPyConnection,
    table: str,
    source: str,
    where: str = "true",
    values: Mapping[str, Any] | None = None,
    *,
    is_other: bool = False,
) -> bool:
    """Replace some rows of a table by those of another one with the same columns.

    Rows are told apart by 64-bit hashes of all their columns, as `compare_snapshots`
    does. Where that leaves other rows than there should be, for some stand twice, all
    of them are written.

    Args:
        connection: Its current database holds the table.
        table: `schema.name`; its columns may be in another order.
        source: What the rows are taken from; it may be in another database.
        where: Condition in SQL of the rows to replace, in both.
        values: Values of its placeholders.
        is_other: Whether it is known that a row is another one.

    Returns:
        Whether any row was another one.

    Raises:
        duckdb.Error: The database refuses a query.
    """
    row = _hash_columns(connection, table)
    wanted = _sum_rows(connection, source, row, where, values)
    if not is_other and _sum_rows(connection, table, row, where, values) == wanted:
        return False
    there = f"select {row} from {table} where {where}"  # noqa: S608 - our own tables
    new = f"select {row} from {source} where {where}"  # noqa: S608
    chosen = f"select * from {source} where {where}"  # noqa: S608
    connection.execute(
        f"delete from {table} where {where} and {row} not in ({new})",  # noqa: S608
        values,
    )
    connection.execute(
        f"insert into {table} by name {chosen} and {row} not in ({there})", values
    )
    if _sum_rows(connection, table, row, where, values) != wanted:
        connection.execute(f"delete from {table} where {where}", values)  # noqa: S608
        connection.execute(f"insert into {table} by name {chosen}", values)
    return True


def are_same(
    connection: DuckDBPyConnection,
    table: str,
    other: str,
    where: str = "true",
    values: Mapping[str, Any] | None = None,
    left_out: frozenset[str] = frozenset(),
) -> bool:
    """Whether some rows of two tables are the same, in whatever order.

    Args:
        connection: Can read both.
        table: `schema.name` in its current database.
        other: A table with the same columns; it may be in another database.
        where: Condition in SQL of the rows, in both.
        values: Values of its placeholders.
        left_out: Columns that are not compared.
    """
    row = _hash_columns(connection, table, left_out)
    sums = (_sum_rows(connection, one, row, where, values) for one in (table, other))
    return next(sums) == next(sums)


def _hash_columns(
    connection: DuckDBPyConnection, table: str, left_out: frozenset[str] = frozenset()
) -> str:
    """Return the expression for the hash of a row: columns in one order."""
    described = connection.execute(f"describe {table}").fetchall()
    names = sorted(name for name, *_ in described if name not in left_out)
    listed = ", ".join(f'"{name}"' for name in names)
    return f"hash({listed})"


def _sum_rows(
    connection: DuckDBPyConnection,
    table: str,
    row: str,
    where: str,
    values: Mapping[str, Any] | None,
) -> tuple[Any, ...]:
    """Return how many rows there are, and the sum of their hashes."""
    sql = f"select count(*), sum({row}) from {table} where {where}"  # noqa: S608 - our own tables
    sums: tuple[Any, ...]
    [sums] = connection.execute(sql, values).fetchall()
    return sums
