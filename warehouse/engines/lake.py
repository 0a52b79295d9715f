"""The lake: tables of a warehouse as Parquet files, for engines that run elsewhere.

<lake>/raw/<table>/plan_code=<code>/part-0.parquet   rows of one plan
<lake>/raw/<table>/part-0.parquet                    tables of no plan
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.dataset as ds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from duckdb import DuckDBPyConnection

PARTITION: Final = "plan_code"
_BATCH_ROWS: Final = 100_000


def list_tables(connection: DuckDBPyConnection, schema: str) -> list[str]:
    """List the tables of a schema of the current database, by name."""
    rows = connection.execute(
        "select table_name from duckdb_tables() where database_name ="
        " current_database() and schema_name = ? order by table_name",
        [schema],
    )
    return [name for (name,) in rows.fetchall()]


def write_lake(
    connection: DuckDBPyConnection, lake: Path, schemas: Iterable[str]
) -> Iterator[tuple[str, pa.Schema]]:
    """Write all tables of some schemas, and yield their names and columns.

    Args:
        connection: Its current database holds the schemas.
        lake: Folder of the lake; what it held of these schemas is replaced.
        schemas: E.g. `raw`.
    """
    for schema in schemas:
        shutil.rmtree(lake / schema, ignore_errors=True)
        for name in list_tables(connection, schema):
            yield f"{schema}.{name}", write_table(connection, lake, schema, name)


def write_table(
    connection: DuckDBPyConnection, lake: Path, schema: str, name: str
) -> pa.Schema:
    """Write one table into the lake, in batches, and return its columns.

    A partition by plan is a folder that other engines skip without opening it.
    """
    folder = lake / schema / name
    folder.mkdir(parents=True)
    rows = connection.sql(f"from {schema}.{name}").to_arrow_reader(_BATCH_ROWS)
    columns = pa.schema([_plain(field) for field in rows.schema])
    partitioning = None
    if PARTITION in columns.names:
        key = pa.schema([columns.field(PARTITION)])
        partitioning = ds.partitioning(key, flavor="hive")
    ds.write_dataset(
        (batch.cast(columns) for batch in rows),
        folder,
        schema=columns,
        format="parquet",
        partitioning=partitioning,
    )
    return columns


def _plain(field: pa.Field) -> pa.Field:
    """Return a column of a type that every engine reads: no enum, nothing unsigned."""
    dtype = field.type
    if pa.types.is_dictionary(dtype) or pa.types.is_large_string(dtype):
        dtype = pa.string()
    elif pa.types.is_unsigned_integer(dtype):
        dtype = pa.int64()
    return pa.field(field.name, dtype)


def insert_files(connection: DuckDBPyConnection, table: str, files: ds.Dataset) -> None:
    """Add the rows of Parquet files to a table, column by name, in its own types.

    Args:
        connection: Writes into the database that holds the table.
        table: `schema.table`.
        files: Read in batches, so that memory does not grow with the rows.
    """
    connection.register("inserted_files", files)
    try:
        connection.execute(f"insert into {table} by name from inserted_files")
    finally:
        connection.unregister("inserted_files")
