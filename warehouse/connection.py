"""The only module that opens DuckDB.

Readers get an immutable snapshot, read-only and with everything switched off that
could leave the file. A connection must not be shared by two calls at once: every query
takes its own cursor and fetches its whole result.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import warnings
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final, cast

import duckdb

from pazanga.errors import ModelError
from warehouse.integrity import check_alone
from warehouse.memory import find_limit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import polars as pl
    from duckdb import DuckDBPyConnection

warnings.filterwarnings("ignore", "Arrow output on a DB-API result", UserWarning)

STORAGE_VERSION: Final = "v1.5.0"
"""Files are written so that DuckDB 1.5 and later, and tools built on it, read them."""

PART: Final = "part"
"""Name of the database in memory beside the one that is written, where there is one."""

RESULT: Final = "building"
"""Name of the database that is written."""

_MOULD: Final = "mould"

SPILLED: Final = "spilled"
"""Folder beside a database that is written: what did not fit into memory."""

_SHORTAGE: Final = re.compile(
    r"(failed to|could not) (offload|allocate|pin)\b", re.IGNORECASE
)
"""Words of DuckDB where memory is short; a commit wraps them in another error."""

_DISK_FAULTS: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
"""Faults of a disk that DuckDB tells in the words of the system."""

Config = dict[str, str | bool | int | float | list[str]]

CLOSED: Final = {
    "enable_external_access": "false",
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
}
"""Settings that keep a query inside its database: no files, no network, no frames."""


def open_snapshot(
    path: Path, *, settings: Mapping[str, str] | None = None
) -> DuckDBPyConnection:
    """Open a published snapshot, read-only and locked; takes about 2 ms.

    A log beside it would be applied to what is read, so it is refused.

    Args:
        path: File under `snapshots/`.
        settings: More DuckDB settings, e.g. `{"threads": "2"}`.

    Raises:
        duckdb.Error: The file is missing or no database.
        UnreadableError: A log lies beside it.
    """
    check_alone(path)
    locked = {**CLOSED, "lock_configuration": "true"}
    config: Config = {**locked, **find_limit(), **(settings or {})}
    return duckdb.connect(str(path), read_only=True, config=config)


def open_limited(path: Path, folder: Path, memory_mb: int) -> DuckDBPyConnection:
    """Open a published snapshot like `open_snapshot`, to read it with little memory.

    Args:
        path: File under `snapshots/`.
        folder: Nobody else's; what does not fit into memory is written there.
        memory_mb: What it may take in memory.

    Raises:
        duckdb.Error: The file is missing or no database.
        UnreadableError: A log lies beside it.
    """
    check_alone(path)
    # Each thread holds blocks of its own: with several, little memory is soon full.
    config = _limit_memory(folder, memory_mb) | {"threads": 1}
    connection = duckdb.connect(str(path), read_only=True, config=config)
    try:
        # The folder cannot be chosen once the file system is closed.
        for name, value in (CLOSED | {"lock_configuration": "true"}).items():
            connection.execute(f"set {name} = {value}")
    except duckdb.Error:
        connection.close()
        raise
    return connection


@contextmanager
def open_building(
    path: Path, part: Path | None = None, *, memory_mb: int | None = None
) -> Iterator[DuckDBPyConnection]:
    """Open a database file that nobody reads yet, to write into it.

    The file is complete, with nothing left in a log beside it, when the block ends.

    Args:
        path: The file; created if missing.
        part: Another file that nobody writes to: of its tables, views and rows the
            database `PART` is made in memory, which may be written to. A transaction
            writes to one of the two alone.
        memory_mb: What both may take in memory; beyond that is written to `SPILLED`
            beside the file. None: what `limit_connections` says.

    Raises:
        OSError: The disk is full or not writable.
        duckdb.OutOfMemoryException: Memory is full.
    """
    connection = duckdb.connect(
        config=_limit_memory(path.with_name(SPILLED), memory_mb)
    )
    try:
        connection.execute(
            f"attach '{_escape(path)}' as {RESULT}"
            f" (storage_version '{STORAGE_VERSION}')"
        )
        if part:
            connection.execute(f"attach '{_escape(part)}' as {_MOULD} (read_only)")
            connection.execute(f"attach ':memory:' as {PART}")
            connection.execute(f"copy from database {_MOULD} to {PART}")
            connection.execute(f"detach {_MOULD}")
        connection.execute(f"use {RESULT}")
        for name, value in CLOSED.items():
            connection.execute(f"set {name} = {value}")
        # One transaction: otherwise every comment waits for the disk.
        connection.begin()
        try:
            yield connection
        except duckdb.IOException as error:
            raise _find_fault(error, path) from error
        try:
            connection.commit()
            connection.execute("use memory")
            connection.execute(f"detach {RESULT}")
        except duckdb.Error as error:
            # All is built; what is left to go wrong is writing it.
            raise _find_fault(error, path) from error
    finally:
        connection.close()


@contextmanager
def use_part(connection: DuckDBPyConnection) -> Iterator[None]:
    """Run queries on the part beside a database that is written, not on that one.

    Args:
        connection: What `open_building` gave, with a part.
    """
    connection.execute(f"use {PART}")
    try:
        yield
    except BaseException:
        # A query that failed ended the transaction: its error is the one to tell.
        with suppress(duckdb.Error):
            connection.execute(f"use {RESULT}")
        raise
    connection.execute(f"use {RESULT}")


@contextmanager
def name_model(name: str) -> Iterator[None]:
    """Report which model or audit a query that fails is of.

    Args:
        name: Of the model or audit.

    Raises:
        ModelError: DuckDB refuses the query.
        duckdb.Error: Memory or the disk is full: no fault of the query.
    """
    try:
        yield
    except (duckdb.OutOfMemoryException, duckdb.IOException):
        raise
    except duckdb.Error as error:
        raise ModelError("model_failed", name=name, why=error) from error


@contextmanager
def open_copying(
    source: Path, target: Path, memory_limit: str = ""
) -> Iterator[DuckDBPyConnection]:
    """Open a snapshot as `source`, read-only, and a fresh file as `building`.

    What does not fit into memory is written beside the fresh file, and removed.

    Args:
        source: File of the snapshot.
        target: File that does not exist yet.
        memory_limit: What the copy may take in memory, as `300MiB` or `20%` of the
            machine; empty: what `limit_connections` says.

    Raises:
        duckdb.Error: The snapshot is no database, or the file cannot be written.
        UnreadableError: A log lies beside the snapshot.
    """
    check_alone(source)
    # Several copies may be made at once, in one folder.
    spilled = target.with_name(f"{target.name}.{SPILLED}")
    config = _limit_memory(spilled, None)
    if memory_limit:
        config["memory_limit"] = memory_limit
    connection = duckdb.connect(config=config)
    try:
        connection.execute(f"attach '{_escape(source)}' as source (read_only)")
        connection.execute(
            f"attach '{_escape(target)}' as building"
            f" (storage_version '{STORAGE_VERSION}')"
        )
        for name, value in CLOSED.items():
            connection.execute(f"set {name} = {value}")
        # One transaction: otherwise every comment waits for the disk.
        connection.begin()
        yield connection
        connection.commit()
        connection.execute("detach building")
    finally:
        connection.close()
        shutil.rmtree(spilled, ignore_errors=True)


def _limit_memory(folder: Path, memory_mb: int | None) -> Config:
    """Return where a database spills to, and from when on."""
    return {"temp_directory": str(folder), **find_limit(memory_mb)}


def connect_memory() -> DuckDBPyConnection:
    """Open an empty database that lives as long as the connection."""
    return duckdb.connect(config=dict(find_limit()))


def query_frame(
    connection: DuckDBPyConnection,
    sql: str,
    parameters: Sequence[Any] | Mapping[str, Any] | None = None,
) -> pl.DataFrame:
    """Run one query on a cursor of its own and give its whole result.

    Safe to call from many threads with one connection.

    Args:
        connection: What `open_snapshot` gave.
        sql: One query; values only as `?` or `$name`.
        parameters: Values for the placeholders, by position or by name.

    Raises:
        duckdb.Error: The query failed.
    """
    cursor = connection.cursor()
    try:
        rows: pl.DataFrame = cursor.sql(sql, params=parameters).pl()
    finally:
        cursor.close()
    return rows


def query_page(
    connection: DuckDBPyConnection, sql: str, parameters: Mapping[str, Any]
) -> pl.DataFrame:
    """Run one query of a page, whose result is small; its plan is made once.

    `query_frame` binds a query before it plans it again: twice the time for few rows.
    Here the rows are copied once more instead.

    Args:
        connection: What `open_snapshot` gave.
        sql: One query; values only as `$name`.
        parameters: Values for the placeholders.

    Raises:
        duckdb.Error: The query failed.
    """
    import polars as pl  # noqa: PLC0415 - a command that asks nothing does without

    cursor = connection.cursor()
    try:
        rows = pl.from_arrow(cursor.execute(sql, parameters).to_arrow_table())
    finally:
        cursor.close()
    return cast("pl.DataFrame", rows)


def list_columns(connection: DuckDBPyConnection, table: str) -> frozenset[str]:
    """List the columns of a table by the catalogue; none where there is no such table.

    An older snapshot lacks tables and columns. To ask first tells that apart from a
    mistake in a query, which fails.

    Args:
        connection: What `open_snapshot` or `open_building` gave.
        table: `schema.table`.
    """
    schema, _, name = table.partition(".")
    rows = connection.cursor().execute(
        "select column_name from duckdb_columns() where database_name ="
        " current_database() and schema_name = ? and table_name = ?",
        [schema, name],
    )
    return frozenset(column for (column,) in rows.fetchall())


def query_written(
    connection: DuckDBPyConnection,
    sql: str,
    parameters: Mapping[str, Any] | None = None,
) -> pl.DataFrame:
    """Run one query within the transaction of a warehouse that is being built.

    Args:
        connection: What `open_building` gave; only one thread uses it.
        sql: One query; values only as `$name`.
        parameters: Values for the placeholders.

    Raises:
        duckdb.Error: The query failed.
    """
    rows: pl.DataFrame = connection.sql(sql, params=parameters).pl()
    return rows


def insert_frame(connection: DuckDBPyConnection, table: str, rows: pl.DataFrame) -> int:
    """Add rows to a table, column by name, and give their count.

    Args:
        connection: Writes into the database that holds the table.
        table: `schema.table`.
        rows: Columns of the table; those it lacks stay empty.

    Raises:
        duckdb.Error: The table refuses the rows.
    """
    connection.register("inserted_rows", rows)
    try:
        connection.execute(f"insert into {table} by name from inserted_rows")
    finally:
        connection.unregister("inserted_rows")
    return rows.height


def _escape(path: Path) -> str:
    return str(path).replace("'", "''")


def _find_fault(error: duckdb.Error, path: Path) -> Exception:
    """Return what a database could not be written for, by the kind of the fault.

    It is raised from what DuckDB said: where that is no fault of a disk that the system
    has a number for, the reason told is what DuckDB said.
    """
    said = str(error)
    if isinstance(error, duckdb.OutOfMemoryException) or _SHORTAGE.search(said):
        return duckdb.OutOfMemoryException(said)
    codes = (code for code in _DISK_FAULTS if os.strerror(code) in said)
    return OSError(next(codes, errno.EIO), said, str(path))
