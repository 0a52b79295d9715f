"""Keys that other tables refer to: whether any of them went when a part was replaced.

Rows of plans that were not built refer to keys that were there before, rows of the part
to keys of the part. Where a table still has all of both, nobody refers to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from warehouse.connection import PART

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from duckdb import DuckDBPyConnection

    from warehouse.audits import Audit

_BEFORE: Final = "temp.keys_before_{number}"


def list_parents(
    audits: Iterable[Audit], touched: Collection[str]
) -> list[tuple[str, str]]:
    """List the tables, each with its key, that rows of others have to be found in.

    Args:
        audits: All audits.
        touched: Tables of which rows may be written; no other one loses a key.
    """
    parents = {audit.parent for audit in audits if audit.parent}
    return sorted(parent for parent in parents if parent[0] in touched)


def remember_keys(
    connection: DuckDBPyConnection, parents: Iterable[tuple[str, str]]
) -> None:
    """Keep the keys of tables whose rows are about to be replaced.

    Args:
        connection: Writes into a copy of the last snapshot.
        parents: What `list_parents` gives.
    """
    for number, (table, key) in enumerate(parents):
        before = _BEFORE.format(number=number)
        keys = f"select distinct {key} from {table}"  # noqa: S608 - our own tables
        connection.execute(f"create temp table {before} as {keys}")


def list_shrunk(
    connection: DuckDBPyConnection, parents: Iterable[tuple[str, str]]
) -> frozenset[tuple[str, str]]:
    """List the tables that lack a key which they had, or which the part beside has.

    Args:
        connection: The same, its rows replaced.
        parents: The same.
    """
    return frozenset(
        parent
        for number, parent in enumerate(parents)
        if _lacks(connection, parent, _BEFORE.format(number=number))
    )


def _lacks(
    connection: DuckDBPyConnection, parent: tuple[str, str], before: str
) -> bool:
    table, key = parent
    known = f"(select {key} from {before} union select {key} from {PART}.{table})"  # noqa: S608
    sql = f"select {key} from {known} except select {key} from {table} limit 1"  # noqa: S608
    return connection.execute(sql).fetchone() is not None
