"""How rows leave: JSON, CSV, Parquet, Arrow, XLSX, a piece at a time.

JSON and CSV are what `pazanga sql` writes: DuckDB's own texts, exact; in CSV nothing
between two commas is null, an empty text is `""`, and what a spreadsheet would run as a
formula has an apostrophe in front.
"""

from __future__ import annotations

import io
import re
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dashboard.api.sheet import MOST_SHEET_ROWS, write_sheet
from warehouse.query.columns import select_columns
from warehouse.query.lines import JSON_GAP, select_lines
from warehouse.query.statement import ReadStatement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from duckdb import DuckDBPyConnection

MOST_ROWS: Final = 1_000_000_000
"""Where a format has no bound of its own; as of an ad-hoc query."""

_BATCH_ROWS: Final = 32_768
"""Rows that are held at once: some megabytes."""
_LINES: Final = 8_192
"""Lines of text that are held at once."""
_PIECE_BYTES: Final = 1 << 16
_KIND: Final = re.compile(r"([A-Za-z ]+) Error: ")
_KINDS: Final = {
    "INTERRUPT": duckdb.InterruptException,
    "Conversion": duckdb.DataError,
    "Invalid Input": duckdb.InvalidInputException,
    "Out of Range": duckdb.DataError,
}
"""Kinds of errors of DuckDB that something else follows from, by their first words."""


@dataclass(frozen=True, slots=True)
class RowFormat:
    """A format of rows.

    Attributes:
        media_type: What it is called in `Content-Type`.
        most_rows: Most rows of one answer.
    """

    media_type: str
    most_rows: int


FORMATS: Final = {
    "json": RowFormat("application/json", 10_000),
    "csv": RowFormat("text/csv; charset=utf-8", MOST_ROWS),
    "parquet": RowFormat("application/vnd.apache.parquet", MOST_ROWS),
    "arrow": RowFormat("application/vnd.apache.arrow.stream", MOST_ROWS),
    "xlsx": RowFormat(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        MOST_SHEET_ROWS,
    ),
}


def write_rows(
    cursor: DuckDBPyConnection, sql: str, parameters: Mapping[str, Any], name: str
) -> Iterator[bytes]:
    """Yield the rows of a query in a format.

    Args:
        cursor: Used by nobody else.
        sql: A query of ours.
        parameters: Values bound in it.
        name: Name of the format.

    Raises:
        duckdb.Error: The query failed, or a value has no type in the format.
        RequestError: A value does not fit into the format.
    """
    if name in {"csv", "json"}:
        heading, sql = select_lines(cursor, sql, name, parameters)
        reader = _open_reader(cursor, sql, parameters, _LINES)
        pieces = (_join_lines(batch) for batch in reader)
        yield from pieces_of_csv(heading, pieces) if heading else pieces_of_json(pieces)
        return
    columns, sql = select_columns(cursor, ReadStatement("", sql), "arrow", parameters)
    reader = _open_reader(cursor, sql, parameters, _BATCH_ROWS)
    names = [column.name for column in columns]
    schema = pa.schema(
        [field.with_name(n) for field, n in zip(reader.schema, names, strict=True)]
    )
    batches = (batch.rename_columns(names) for batch in reader)
    yield from write_batches(schema, batches, name)


def _open_reader(
    cursor: DuckDBPyConnection, sql: str, parameters: Mapping[str, Any], rows: int
) -> pa.RecordBatchReader:
    """Open a reader of batches; the query runs while they are read.

    What DuckDB says meanwhile comes through Arrow as an error of the system, as if a
    disk were broken; it is raised as what it is.
    """
    reader = cursor.sql(sql, params=dict(parameters) or None).to_arrow_reader(rows)
    batches = _read_batches(reader)
    return pa.RecordBatchReader.from_batches(reader.schema, batches)


def _read_batches(reader: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
    try:
        yield from reader
    except OSError as error:
        found = _KIND.match(str(error))
        raise _KINDS.get(found[1] if found else "", duckdb.DatabaseError)(
            str(error)
        ) from error


def _join_lines(batch: pa.RecordBatch) -> bytes:
    lines = batch.column(0)
    whole = pa.ListArray.from_arrays([0, len(lines)], lines)
    joined: str = pc.binary_join(whole, "")[0].as_py()
    return joined.encode()


def pieces_of_csv(heading: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield CSV: its heading, then its lines."""
    first = True
    for piece in pieces:
        yield heading.encode() + piece if first else piece
        first = False
    if first:
        yield heading.encode()


def pieces_of_json(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a JSON list: a bracket stands instead of the first gap."""
    start = b"["
    for piece in pieces:
        yield start + piece.removeprefix(JSON_GAP.encode()) if start else piece
        start = b""
    yield start + b"]\n"


def write_batches(
    schema: pa.Schema, batches: Iterable[pa.RecordBatch], name: str
) -> Iterator[bytes]:
    """Yield record batches as Parquet, Arrow or XLSX."""
    if name == "xlsx":
        with tempfile.TemporaryFile() as file:
            write_sheet(file, schema.names, batches)
            file.seek(0)
            while piece := file.read(_PIECE_BYTES):
                yield piece
        return
    sink = Sink()
    open_writer: Callable[..., Any] = (
        pa.ipc.new_stream if name == "arrow" else pq.ParquetWriter
    )
    with open_writer(sink, schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
            yield sink.take()
    yield sink.take()


class Sink(io.RawIOBase):
    """A file that is written, and taken away piece by piece."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        """Return that it is written to."""
        return True

    def write(self, part: Any) -> int:  # noqa: ANN401 - whatever has bytes
        """Keep a part until it is taken."""
        self._parts.append(bytes(part))
        return len(self._parts[-1])

    def take(self) -> bytes:
        """Return what was written since the last time."""
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken
