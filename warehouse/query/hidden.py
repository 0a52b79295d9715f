"""What a query must not see: settings, sessions, places on the disk.

DuckDB answers questions about itself by functions, under short and qualified names, in
views and in texts that it runs. So the names are taken from the parsed query, wherever
they stand, and from its plan, which shows what views and macros read. Visible is what
stands in a list; what a later version adds is hidden until it does, too.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from pazanga.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duckdb import DuckDBPyConnection

_VISIBLE_TABLES: Final = frozenset(
    {
        *("range", "generate_series", "unnest", "repeat", "repeat_row"),
        *("json_each", "json_tree", "histogram", "histogram_values", "query_table"),
        *("duckdb_columns", "duckdb_constraints", "duckdb_dependencies"),
        *("duckdb_functions", "duckdb_indexes", "duckdb_keywords", "duckdb_schemas"),
        *("duckdb_sequences", "duckdb_tables", "duckdb_types", "duckdb_views"),
        *("duckdb_dialects", "pragma_collations", "pragma_show", "pragma_table_info"),
        *("pragma_version", "icu_calendar_names", "pg_timezone_names"),
        *("test_all_types", "test_vector_types", "seq_scan"),
    }
)
"""Table functions that give values, or tell what the tables are."""

_VISIBLE_FUNCTIONS: Final = frozenset(
    {
        *("current_date", "get_current_time", "get_current_timestamp", "now", "today"),
        *("transaction_timestamp", "random", "setseed", "gen_random_uuid", "uuid"),
        *("uuidv4", "uuidv7", "current_database", "current_schema", "current_schemas"),
        *("in_search_path", "error", "stats", "vector_type"),
    }
)
"""Functions whose value is not that of their arguments alone, but tells nothing."""

_REPLACED: Final = "duckdb_databases"
"""Its short name is that of a list of ours without paths; the plan shows its own."""

_CLOSED: Final = ("read_", "parquet_", "glob", "sniff_csv")
"""Readers of files: DuckDB refuses them, and says so."""

_OTHERS: Final = frozenset({"json_serialize_plan", "pg_sleep"})
"""Plans a text, and computes in it what it likes; keeps a turn of others, asleep."""

_KNOWN: Final = """
    select distinct function_name, function_type like 'table%'
    from duckdb_functions()
    where function_type like 'table%' or stability <> 'CONSISTENT'
"""
_NAMED: Final = """
    select
        json_extract_string(parsed, '$.error') = 'false',
        list_distinct(json_extract_string(parsed, '$..function_name'))
    from (select json_serialize_sql($1)::json as parsed)
"""


@lru_cache(maxsize=1)
def _list_hidden(connection: DuckDBPyConnection) -> frozenset[str]:
    """List all functions of the engine that are not visible."""
    found = connection.execute(_KNOWN).fetchall()
    hidden = {
        name
        for name, is_table in found
        if name not in (_VISIBLE_TABLES if is_table else _VISIBLE_FUNCTIONS)
    }
    return frozenset(hidden | _OTHERS)


def check_named(connection: DuckDBPyConnection, query: str) -> None:
    """Check that a query names no function that is hidden, by whatever path.

    Args:
        connection: What the query asks.
        query: A `select`.

    Raises:
        QueryError: It does, or cannot be looked through.
    """
    [(is_parsed, names)] = connection.execute(_NAMED, [query]).fetchall()
    if not is_parsed:
        raise QueryError("query_hidden", name="?")
    hidden = _list_hidden(connection) - {_REPLACED}
    for name in sorted(map(str.lower, names or ())):
        if name in hidden and not name.startswith(_CLOSED):
            raise QueryError("query_hidden", name=name)


def check_read(
    connection: DuckDBPyConnection, query: str, parameters: Mapping[str, Any]
) -> None:
    """Check that a query reads nothing that is hidden through a view or a macro.

    Raises:
        QueryError: It does.
    """
    explain = f"explain (format json) {query}"
    rows = connection.execute(explain, dict(parameters) or None).fetchall()
    plan = "\n".join(str(row[-1]) for row in rows)
    for name in sorted(_list_hidden(connection)):
        # As plans in JSON name what is read.
        if f'"{name.upper()}"' in plan:
            raise QueryError("query_hidden", name=name)
