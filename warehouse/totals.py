"""Counts and sums by plan: whether a part was replaced, and nothing beside it.

What holds of each plan was audited before, or is audited in the part. That says
something of the result only where the rows of the plans that were built are those of
the part, and the rows of all others, of no plan too, are those that were there before.

Keys that other tables refer to are looked at too. Rows of plans that were not built
refer to keys that were there before, rows of the part to keys of the part. Where a
table still has all of both, nobody refers to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from warehouse.connection import PART
from warehouse.parts import PLAN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from duckdb import DuckDBPyConnection

    from warehouse.audits import Audit

_TABLES: Final = """
select
    columns.schema_name || '.' || columns.table_name as name,
    list(columns.column_name order by columns.column_index)
        filter (columns.data_type like 'DECIMAL%') as amounts
from duckdb_columns() as columns
inner join duckdb_tables() as tables using (database_oid, table_oid)
where columns.database_name = current_database()
group by all
having bool_or(columns.column_name = $plan)
order by all
"""

_BEFORE: Final = "temp.keys_before_{number}"

TableTotals = dict[str, dict[str | None, tuple[Any, ...]]]
"""Count of rows and sum of each amount, by plan; rows of no plan under None."""


def sum_by_plan(
    connection: DuckDBPyConnection, tables: Collection[str], database: str = ""
) -> TableTotals:
    """Return the totals of tables whose rows are replaced with their plan.

    Args:
        connection: Its current database is a warehouse with all tables.
        tables: Those of which rows are written; one without plans is left out.
        database: Another database with the same tables; without it the current one.
    """
    found = connection.execute(_TABLES, {"plan": PLAN}).fetchall()
    place = f"{database}." if database else ""
    chosen = [(name, amounts or []) for name, amounts in found if name in tables]
    if not chosen:
        return {}
    # Asked at once: eighty questions one by one take longer than their answers.
    asked = " union all ".join(
        f"select '{name}', {PLAN}, count(*), {_sum(amounts)}"  # noqa: S608 - our own tables
        f" from {place}{name} group by {PLAN}"
        for name, amounts in chosen
    )
    totals: TableTotals = {name: {} for name, _ in chosen}
    for name, plan, count, sums in connection.execute(asked).fetchall():
        totals[name][plan] = (count, *sums)
    return totals


def list_disturbed(
    connection: DuckDBPyConnection,
    tables: Collection[str],
    before: TableTotals,
    plans: Collection[str],
) -> frozenset[str]:
    """List the tables of which more changed, or less, than the rows of some plans.

    Args:
        connection: Holds the result; the part is beside it.
        tables: Those of which rows were written.
        before: Totals before any row was replaced.
        plans: Codes of the plans that were built.
    """
    part = sum_by_plan(connection, tables, PART)
    return frozenset(
        table
        for table, found in sum_by_plan(connection, tables).items()
        if found != _leave_out(before[table], plans) | part[table]
    )


def _leave_out(
    totals: Mapping[str | None, tuple[Any, ...]], plans: Collection[str]
) -> dict[str | None, tuple[Any, ...]]:
    return {plan: sums for plan, sums in totals.items() if plan not in plans}


def _sum(amounts: list[str]) -> str:
    sums = ", ".join(f'cast(sum("{name}") as varchar)' for name in amounts)
    return f"[{sums}]::varchar[]"


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
