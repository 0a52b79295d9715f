"""Run one query in the child: open a sealed copy, ask it, write the answer.

All is imported before the copy is opened: later no file can be opened any more.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import duckdb

from pazanga.errors import QueryError, UnreadableError
from warehouse.connection import open_snapshot
from warehouse.integrity import check_alone
from warehouse.query import sandbox
from warehouse.query.columns import OUT_OF_RANGE, quote, select_columns
from warehouse.query.formats import COLUMNAR, WRITERS
from warehouse.query.hidden import check_named, check_read
from warehouse.query.limits import RANGES
from warehouse.query.mistakes import describe_mistake
from warehouse.query.parameters import unpack_parameters
from warehouse.query.statement import explain_error, parse_question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

    from warehouse.query.columns import ResultColumn

_MEGABYTE: Final = 1 << 20
_DATABASES: Final = (
    "select database_name, database_oid, internal, type, readonly"
    " from system.main.duckdb_databases()"
)
"""The list of databases without the descriptor of the process that is asked."""
Request = dict[str, Any]


class Rows:
    """Rows of an answer up to the limits.

    Attributes:
        is_cut: Whether there are more; known when all are read.
    """

    def __init__(self, cursor: DuckDBPyConnection, request: Request) -> None:
        self.is_cut = False
        self._cursor = cursor
        self._most: int = request["rows"]
        self._answer_mb: int = request["answer_mb"]
        # A table is laid out when all rows are there; others are written row by row.
        self._cell_bytes = RANGES.cell_bytes if request["output"] == "table" else 0

    def __iter__(self) -> Iterator[tuple[str | None, ...]]:
        """Yield the rows, as many as are asked for."""
        count, size = 0, 0
        while batch := self._cursor.fetchmany(RANGES.batch_rows):
            for row in batch:
                self.is_cut = count == self._most
                if self.is_cut:
                    return
                count += 1
                size += sum(self._cell_bytes + len(value or "") for value in row)
                _check_size(size, self._answer_mb)
                yield row


def answer(connection: DuckDBPyConnection, request: Request) -> tuple[bytes, bool]:
    """Run the query, and write what it gives.

    Args:
        connection: What `open_copy` gave.
        request: The query, its output, parameters and limits.

    Returns:
        The written answer, and whether rows were cut off.

    Raises:
        MemoryError: It needs more memory than it may.
        QueryError: It is refused, fails, or its answer is too large.
    """
    try:
        return _answer(connection, request)
    except QueryError as error:
        if error.name != "query_failed":
            raise
        why = _locate(connection, request, error.fields["why"])
        fields = describe_mistake(connection, request["sql"], why)
        raise QueryError("query_failed", **fields) from error


def _locate(connection: DuckDBPyConnection, request: Request, why: str) -> str:
    """Return an error with its line, where DuckDB says it only of an explanation."""
    try:
        query = parse_question(connection, request["sql"]).wrapped
        parameters = unpack_parameters(request["parameters"])
        connection.execute(f"explain {query}", parameters or None)
    except duckdb.Error as error:
        located = explain_error(error)
        return located if located.startswith(why) else why
    except QueryError:
        return why
    return why


def _answer(connection: DuckDBPyConnection, request: Request) -> tuple[bytes, bool]:
    question = parse_question(connection, request["sql"])
    parameters = unpack_parameters(request["parameters"])
    columns: list[ResultColumn] = []
    try:
        check_named(connection, question.wrapped)
        columns, sql = select_columns(
            connection, question, request["output"], parameters
        )
        check_read(connection, question.wrapped, parameters)
        # One row more tells whether there are more.
        limit = "" if question.explain else f" limit {request['rows'] + 1}"
        cursor = connection.execute(f"{sql}{limit}", parameters or None)
        write = _write_columnar if request["output"] in COLUMNAR else _write_texts
        return write(cursor, columns, request)
    except duckdb.OutOfMemoryException as error:
        raise MemoryError from error
    except duckdb.Error as error:
        raise _explain(error, columns) from error


def open_copy(request: Request) -> DuckDBPyConnection:
    """Open a sealed copy of the snapshot, and give up all else.

    Args:
        request: Which snapshot, its checksum, memory, and whether Parquet is written.

    Raises:
        UnreadableError: The snapshot is not the one that was published.
    """
    if request["is_columnar"]:
        import pyarrow.parquet  # noqa: F401, PLC0415 - takes time, and is rarely wanted
    path = Path(request["snapshot"])
    check_alone(path)
    try:
        copy, sha256 = sandbox.copy_sealed(path)
    except FileNotFoundError as error:
        raise UnreadableError("snapshot_missing", path=path) from error
    except OSError as error:
        raise UnreadableError("no_reading", path=path, why=error) from error
    if request["sha256"] not in {"", sha256}:
        raise UnreadableError("snapshot_damaged", path=path)
    sandbox.give_up_writing()
    settings = {
        "memory_limit": f"{request['memory_mb'] // 2}MB",
        "threads": str(RANGES.threads),
        # Nothing is spilled to the disk, and no secret is looked for.
        "temp_directory": "",
        "allow_persistent_secrets": "false",
    }
    try:
        connection = open_snapshot(Path(f"/dev/fd/{copy}"), settings=settings)
    except duckdb.Error as error:
        raise UnreadableError("no_reading", path=path, why=error) from error
    _hide_paths(connection)
    sandbox.give_up_processes()
    return connection


def _hide_paths(connection: DuckDBPyConnection) -> None:
    """Replace the list of databases by one without paths."""
    rows = connection.execute(_DATABASES).fetchall()
    listed = ", ".join(
        f"({quote(name)}, {oid}, {internal}, {quote(kind)}, {readonly})"
        for name, oid, internal, kind, readonly in rows
    )
    connection.execute(
        "create temp macro duckdb_databases() as table"  # noqa: S608 - names of ours
        " select database_name, database_oid, null::varchar as path, internal, type,"
        f" readonly from (values {listed})"
        " as t(database_name, database_oid, internal, type, readonly)"
    )


def _write_texts(
    cursor: DuckDBPyConnection, columns: list[ResultColumn], request: Request
) -> tuple[bytes, bool]:
    rows, content = Rows(cursor, request), io.BytesIO()
    for chunk in WRITERS[request["output"]](columns, rows):
        content.write(chunk.encode(errors="replace"))
        _check_size(content.tell(), request["answer_mb"])
    if rows.is_cut and request["output"] == "table":
        content.write("…\n".encode())
    return content.getvalue(), rows.is_cut


def _write_columnar(
    cursor: DuckDBPyConnection, columns: list[ResultColumn], request: Request
) -> tuple[bytes, bool]:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    reader: Any = cursor.to_arrow_reader(RANGES.batch_rows)
    batches: list[pa.RecordBatch] = []
    size, is_cut = 0, False
    for batch in reader:
        size += batch.nbytes
        is_cut = size > request["answer_mb"] * _MEGABYTE
        if is_cut and batches and request.get("is_cut_by_size"):
            break
        _check_size(size, request["answer_mb"])
        batches.append(batch)
    rows = pa.Table.from_batches(batches, reader.schema)
    rows = rows.rename_columns([column.name for column in columns])
    kept, content = rows.slice(0, request["rows"]), io.BytesIO()
    if request["output"] == "parquet":
        pq.write_table(kept, content)
    else:
        with pa.ipc.new_stream(content, kept.schema) as writer:
            writer.write_table(kept)
    return content.getvalue(), is_cut or rows.num_rows > request["rows"]


def _check_size(size: int, answer_mb: int) -> None:
    if size > answer_mb * _MEGABYTE:
        raise QueryError("query_answer_too_large", answer_mb=answer_mb)


def _explain(error: duckdb.Error, columns: list[ResultColumn]) -> QueryError:
    """Build the error that a person gets for one of DuckDB."""
    if OUT_OF_RANGE in str(error):
        place = int(str(error).partition(OUT_OF_RANGE)[2].split()[0])
        name = columns[place].name
        return QueryError("query_out_of_range", column=name)
    return QueryError("query_failed", why=explain_error(error))
