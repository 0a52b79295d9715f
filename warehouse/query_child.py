"""The child that runs one query: limits itself, opens the snapshot, answers, ends.

It reads a JSON request on standard input and writes an Arrow stream, or a JSON error
with exit code 3, on standard output.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

REFUSED: Final = 3
"""Exit code with which an error is answered instead of rows."""

BATCH_ROWS: Final = 1000
MEGABYTE: Final = 1 << 20
UNREADABLE: Final = ("interval", "union")
"""Arrow types that polars cannot read."""


def main() -> None:
    """Answer the one request on standard input."""
    request = json.load(sys.stdin)
    limit = request["memory_mb"] * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer(request)
    except MemoryError:
        refuse("query_too_large", memory_mb=request["memory_mb"])


def answer(request: dict[str, Any]) -> None:
    """Run the query and write its rows, one more than asked for if there are more."""
    # Only now: whatever is imported counts against the limit.
    import duckdb  # noqa: PLC0415

    from warehouse.connection import open_snapshot  # noqa: PLC0415

    settings = {
        "memory_limit": f"{request['memory_mb'] // 4}MB",
        "threads": "2",
        # Nothing is spilled into the folder of the snapshots.
        "temp_directory": "",
    }
    connection = open_snapshot(Path(request["snapshot"]), settings=settings)
    check_statement(connection, request["sql"])
    try:
        batches = read_rows(connection, request)
    except duckdb.OutOfMemoryException:
        refuse("query_too_large", memory_mb=request["memory_mb"])
    except duckdb.Error as error:
        refuse("query_failed", why=str(error))
    write(batches)


def check_statement(connection: DuckDBPyConnection, sql: str) -> None:
    """Refuse anything but exactly one `select` or `explain`."""
    import duckdb  # noqa: PLC0415

    try:
        statements = connection.extract_statements(sql)
    except duckdb.Error as error:
        refuse("query_failed", why=str(error))
    if len(statements) != 1:
        refuse("query_not_one", count=len(statements))
    allowed = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
    if statements[0].type not in allowed:
        refuse("query_not_select", found=statements[0].type.name)


def read_rows(connection: DuckDBPyConnection, request: dict[str, Any]) -> pa.Table:
    """Fetch rows until there is one more than asked for."""
    import pyarrow as pa  # noqa: PLC0415

    reader = connection.sql(request["sql"]).to_arrow_reader(BATCH_ROWS)
    for field in reader.schema:
        if any(word in str(field.type) for word in UNREADABLE):
            refuse("query_type_unknown", column=field.name, found=str(field.type))
    batches: list[pa.RecordBatch] = []
    rows, size = 0, 0
    for batch in reader:
        batches.append(batch)
        rows += batch.num_rows
        size += batch.nbytes
        if size > request["answer_mb"] * MEGABYTE:
            refuse("query_answer_too_large", answer_mb=request["answer_mb"])
        if rows > request["rows"]:
            break
    return pa.Table.from_batches(batches, reader.schema).slice(0, request["rows"] + 1)


def write(table: pa.Table) -> None:
    """Write the rows to standard output."""
    import pyarrow as pa  # noqa: PLC0415

    with pa.ipc.new_stream(sys.stdout.buffer, table.schema) as stream:
        stream.write_table(table)


def refuse(code: str, **fields: object) -> NoReturn:
    """Answer with an error and end."""
    sys.stdout.write(json.dumps({"code": code, "fields": fields}))
    sys.exit(REFUSED)


if __name__ == "__main__":
    main()
