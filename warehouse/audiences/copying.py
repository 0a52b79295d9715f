"""One snapshot, copied without what an audience may not see.

Rows are copied, nothing is deleted: what was deleted could still be read in a file.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

import duckdb

from pazanga.errors import UnreadableError, WarehouseError
from warehouse.audiences.masking import FILES, PLANS, read_rules, select_shown
from warehouse.connection import open_copying

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from duckdb import DuckDBPyConnection

_PLANS: Final = f"""
create temp table {PLANS} as
select plan_code
from source.marts.dim_plan
where municipality_code in (select unnest($municipalities))
"""  # noqa: S608 - names of our own catalogue
_PLACES: Final = """
select schema_name, table_name, list(column_name order by column_index)
from duckdb_columns()
where
    database_name = 'source' and not internal
    and (schema_name, table_name) in (
        select (schema_name, table_name) from duckdb_tables()
        where database_name = 'source'
    )
group by all
order by all
"""
_KEY: Final = "source_document_key"
_PLAN: Final = "plan_code"


def copy_for(
    source: Path,
    target: Path,
    municipalities: Sequence[str],
    memory_limit: str = "",
) -> None:
    """Copy a snapshot for those who see everything of some municipalities.

    Args:
        source: File of the snapshot.
        target: File that does not exist yet.
        municipalities: Their codes; none for what everybody may see.
        memory_limit: What it may take in memory, as `open_copying` takes it.

    Raises:
        UnreadableError: The snapshot cannot be read, has a log beside it, or was not
            made by this program.
        OSError: The disk is full.
    """
    rules = read_rules()
    try:
        with open_copying(source, target, memory_limit) as connection:
            connection.execute("copy from database source to building (schema)")
            for schema in rules.left_out:
                connection.execute(f"drop schema building.{schema} cascade")
            tables = [
                (f"{schema}.{name}", columns)
                for schema, name, columns in connection.execute(_PLACES).fetchall()
                if schema not in rules.left_out
            ]
            connection.execute(_PLANS, {"municipalities": list(municipalities)})
            _list_files(connection, tables)
            _fill(connection, tables)
    except UnreadableError:
        raise
    except (WarehouseError, duckdb.BinderException, duckdb.CatalogException) as error:
        # It lacks what a rule is about: an earlier version of the program made it.
        raise UnreadableError("snapshot_older", path=source) from error
    except duckdb.Error as error:
        raise UnreadableError("no_reading", path=source, why=error) from error


def _list_files(
    connection: DuckDBPyConnection, tables: Sequence[tuple[str, list[str]]]
) -> None:
    """List the files whose rows, loaded and rejected, are all of plans that are shown.

    A file of which nothing was loaded is nobody's in particular: not listed.
    """
    found = " union all ".join(_select_owners(tables))
    connection.execute(
        f"create temp table {FILES} as select {_KEY} from ({found})"  # noqa: S608 - names of our own catalogue
        f" group by {_KEY} having bool_and({_PLAN} in (select {_PLAN} from {PLANS}))"
        f" and bool_or(is_loaded)"
    )


def _select_owners(tables: Sequence[tuple[str, list[str]]]) -> Iterator[str]:
    for name, columns in tables:
        if name.startswith("marts.fct_") and {_KEY, _PLAN} <= {*columns}:
            yield (
                f"select {_KEY}, coalesce({_PLAN}, '') as {_PLAN}, true as is_loaded"  # noqa: S608 - names of our own catalogue
                f" from source.{name}"
            )
    yield (
        f"select {_KEY}, coalesce(try_cast(raw_cells as json) ->> '$.{_PLAN}', '')"  # noqa: S608 - names of our own catalogue
        f" as {_PLAN}, false as is_loaded from source.ops.quarantine"
    )


def _fill(
    connection: DuckDBPyConnection, tables: Sequence[tuple[str, list[str]]]
) -> None:
    salt = secrets.token_hex(32)
    for name, columns in tables:
        query = select_shown(name, columns)
        connection.execute(
            f"insert into building.{name} {query}",
            {"salt": salt} if "$salt" in query else None,
        )
