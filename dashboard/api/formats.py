"""How rows leave: JSON, CSV, Parquet, Arrow, XLSX, a piece at a time.

JSON and CSV are written as `pazanga sql` writes them: DuckDB's own texts, exact; in CSV
nothing between two commas is null, an empty text is `""`, and what a spreadsheet would
run as a formula has an apostrophe in front.
"""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.api.sheet import MOST_SHEET_ROWS, write_sheet
from warehouse.query.formats import WRITERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from duckdb import DuckDBPyConnection

    from warehouse.query.columns import ResultColumn

    Pieces = Iterator[bytes]

BATCH_ROWS: Final = 32_768
"""Rows that are held at once: some megabytes."""
_TEXT_ROWS: Final = 1000
_PIECE_BYTES: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class RowFormat:
    """A format of rows.

    Attributes:
        media_type: What it is called in `Content-Type`.
        most_rows: Most rows of one answer.
        written_as: How DuckDB is asked to write values, see `warehouse.query.columns`.
    """

    media_type: str
    most_rows: int
    written_as: str


FORMATS: Final = {
    "json": RowFormat("application/json", 10_000, "json"),
    "csv": RowFormat("text/csv; charset=utf-8", 1_000_000_000, "csv"),
    "parquet": RowFormat("application/vnd.apache.parquet", 1_000_000_000, "parquet"),
    "arrow": RowFormat("application/vnd.apache.arrow.stream", 1_000_000_000, "parquet"),
    "xlsx": RowFormat(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        MOST_SHEET_ROWS,
        "parquet",
    ),
}


def write_rows(
    cursor: DuckDBPyConnection,
    sql: str,
    parameters: dict[str, Any],
    columns: list[ResultColumn],
    name: str,
) -> Iterator[bytes]:
    """Yield the rows of a query in a format.

    Args:
        cursor: Used by nobody else.
        sql: The query, whose columns are written as the format wants them.
        parameters: Values bound in it.
        columns: Its columns.
        name: Name of the format.

    Raises:
        duckdb.Error: The query failed.
        RequestError: A value does not fit into the format.
    """
    if name in WRITERS:
        cursor.execute(sql, parameters)
        yield from join_pieces(WRITERS[name](columns, _read_texts(cursor)))
        return
    reader = cursor.sql(sql, params=parameters).to_arrow_reader(BATCH_ROWS)
    names = [column.name for column in columns]
    schema = pa.schema(
        [field.with_name(n) for field, n in zip(reader.schema, names, strict=True)]
    )
    batches = (batch.rename_columns(names) for batch in reader)
    yield from write_batches(schema, batches, name)


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


def join_pieces(texts: Iterable[str]) -> Iterator[bytes]:
    """Join small texts to pieces that are worth sending."""
    piece = io.BytesIO()
    for text in texts:
        piece.write(text.encode())
        if piece.tell() >= _PIECE_BYTES:
            yield piece.getvalue()
            piece = io.BytesIO()
    yield piece.getvalue()


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


def _read_texts(cursor: DuckDBPyConnection) -> Iterator[tuple[str | None, ...]]:
    while rows := cursor.fetchmany(_TEXT_ROWS):
        yield from rows
