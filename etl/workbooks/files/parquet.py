"""Parquet files, as programs write them: typed columns, as texts that say the same.

From here on they are read like any other workbook: the names of the columns are the
heading, in row 0, and the rows are counted from 1. Columns of other names are read as
texts, for what they may say of a row; none of them is loaded. Nothing is rounded: what
a binary fraction holds is written out in full.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import dataframely as dy
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from etl.workbooks.contract.contract import SCHEMAS
from etl.workbooks.contract.notes import DAMAGED, Note
from etl.workbooks.files.limits import MEBIBYTE
from etl.workbooks.files.sheets import ROW, Sheet
from etl.workbooks.headings.headings import Heading, find_heading
from pazanga.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from etl.workbooks.files.limits import FileLimits

PARQUET_MAGIC: Final = b"PAR1"
_BATCH_ROWS: Final = 65_536
_COARSE: Final = (2.0**46, 9e15)
"""Here neighbouring numbers of double precision are more than a cent apart; larger ones
are written with an exponent anyway, which is refused."""

_MOMENT: Final = "%Y-%m-%d %H:%M:%S"
_TRAILING_ZEROS: Final = r"^(-?[0-9]+\.[0-9]{1,2})0+$"
_THREE_DECIMALS: Final = r"^(-?[0-9]+\.[0-9]{3})$"


def read_parquet(path: Path, limits: FileLimits) -> tuple[list[Sheet], list[Note]]:
    """Read a Parquet file as one sheet without a name.

    Args:
        path: The file.
        limits: Limits of rows, columns and of the size once decoded.

    Raises:
        WorkbookError: Damaged, too large, or a column has a type that its values
            cannot be read from without loss.
    """
    with (
        _broken_as_error(),
        pq.ParquetFile(path, page_checksum_verification=True) as file,
    ):
        _check_size(file, limits)
        names = file.schema_arrow.names
        heading = find_heading([(0, list(names))])
        if not isinstance(heading, Heading):
            return [_make_sheet({str(n): name for n, name in enumerate(names)})], []
        _check_types(file.schema_arrow, heading)
        wanted = [*heading.places.values()]
        wanted += _find_plain(file.schema_arrow, set(wanted))
        table = _read_columns(file, [names[n] for n in wanted], limits)
    above = {str(place): name for place, name in enumerate(names)}
    texts = {
        str(place): _write_texts(pl.Series(values=table[names[place]]))
        for place in wanted
    }
    return [_make_sheet(above, texts)], _note_unknown(heading)


def _check_size(file: pq.ParquetFile, limits: FileLimits) -> None:
    """Check what the file declares against the limits, before it is decoded."""
    about = file.metadata
    if about.num_columns > limits.columns:
        found, limit = about.num_columns, limits.columns
        raise WorkbookError("too_many_columns", found=found, limit=limit)
    if about.num_rows > limits.rows:
        raise WorkbookError("too_many_rows", found=about.num_rows, limit=limits.rows)
    groups = map(about.row_group, range(about.num_row_groups))
    _check_decoded(sum(group.total_byte_size for group in groups), limits)


def _check_decoded(size: int, limits: FileLimits) -> None:
    if size > limits.unpacked_bytes:
        found, limit = size // MEBIBYTE, limits.unpacked_bytes // MEBIBYTE
        raise WorkbookError("decodes_too_large", found=found, limit=limit)


def _check_types(schema: pa.Schema, heading: Heading) -> None:
    contract = SCHEMAS[heading.kind].columns()
    for name, place in heading.places.items():
        field = schema.field(place)
        if not _is_readable(field.type, contract[name]):
            found = str(field.type)
            raise WorkbookError("column_type", column=field.name, found=found)


def _is_readable(dtype: pa.DataType, contract: dy.Column) -> bool:
    """Whether values of a type mean exactly one thing in a column.

    Fractions are no codes: 14.10 and 14.1 would look the same. A moment with a time
    zone is on another day elsewhere.
    """
    if pa.types.is_dictionary(dtype):
        dtype = dtype.value_type
    if pa.types.is_null(dtype) or pa.types.is_string(dtype):
        return True
    if pa.types.is_large_string(dtype) or pa.types.is_string_view(dtype):
        return True
    match contract:
        case dy.Decimal() | dy.Int64():
            is_long = pa.types.is_decimal256(dtype)
            is_decimal = pa.types.is_decimal(dtype) and not is_long
            is_whole = pa.types.is_integer(dtype)
            return bool(is_decimal or is_whole or pa.types.is_float64(dtype))
        case dy.Date():
            is_moment = pa.types.is_timestamp(dtype) and dtype.tz is None
            return bool(is_moment or pa.types.is_date(dtype))
        case dy.Bool():
            return bool(pa.types.is_boolean(dtype))
    return bool(pa.types.is_integer(dtype))


def _find_plain(schema: pa.Schema, known: set[int]) -> list[int]:
    """Return the places of other columns whose values can be written as texts."""
    return [
        place
        for place, field in enumerate(schema)
        if place not in known
        and not pa.types.is_nested(field.type)
        and not _is_binary(field.type)
        and schema.names.count(field.name) == 1
    ]


def _is_binary(dtype: pa.DataType) -> bool:
    if pa.types.is_dictionary(dtype):
        dtype = dtype.value_type
    is_fixed = pa.types.is_fixed_size_binary(dtype)
    is_small = pa.types.is_binary(dtype) or pa.types.is_binary_view(dtype)
    return bool(is_fixed or is_small or pa.types.is_large_binary(dtype))


def _read_columns(
    file: pq.ParquetFile, names: list[str], limits: FileLimits
) -> pa.Table:
    """Decode columns piece by piece: a small file may hold one long text many times."""
    batches, size, count = [], 0, 0
    for batch in file.iter_batches(_BATCH_ROWS, columns=names):
        size, count = size + batch.nbytes, count + batch.num_rows
        _check_decoded(size, limits)
        if count > limits.rows:
            raise WorkbookError("too_many_rows", found=count, limit=limits.rows)
        batches.append(batch)
    fields = [file.schema_arrow.field(name) for name in names]
    schema = batches[0].schema if batches else pa.schema(fields)
    return pa.Table.from_batches(batches, schema)


def _write_texts(values: pl.Series) -> pl.Series:
    """Write values as texts that can be read in one way only; an empty text is none."""
    match values.dtype:
        case pl.Datetime():
            return values.dt.to_string(_MOMENT)
        case pl.Decimal():
            texts = values.cast(pl.String)
            return _plain_fractions(texts) if values.dtype.scale > 2 else texts  # noqa: PLR2004
        case pl.Float64():
            texts = _plain_fractions(values.cast(pl.String))
            is_coarse = values.abs().is_between(*_COARSE).fill_null(value=False)
            return (texts + "e0").zip_with(is_coarse, texts)
    texts = values.cast(pl.String)
    return texts.set(texts == "", None) if (texts == "").any() else texts


def _plain_fractions(texts: pl.Series) -> pl.Series:
    """Drop trailing zeros; three decimals might be taken for thousands."""
    return texts.str.replace(_TRAILING_ZEROS, "${1}").str.replace(
        _THREE_DECIMALS, "${1}0"
    )


def _make_sheet(
    names: Mapping[str, str], texts: Mapping[str, pl.Series] | None = None
) -> Sheet:
    """Make a sheet of the names of columns above their texts."""
    types = pl.Schema({ROW: pl.Int64(), **dict.fromkeys(names, pl.String())})
    rows = pl.DataFrame({ROW: [0], **{n: [name] for n, name in names.items()}}, types)
    if texts:
        below = pl.DataFrame(texts).with_row_index(ROW, offset=1)
        rows = pl.concat([rows, below], how="diagonal_relaxed").cast(types)
    return Sheet(name="", rows=rows)


def _note_unknown(heading: Heading) -> list[Note]:
    if not heading.unknown:
        return []
    fields = {"headings": ", ".join(heading.unknown)}
    return [Note("columns_unknown", "note", fields=fields)]


@contextmanager
def _broken_as_error() -> Iterator[None]:
    """Raise a clear error for whatever the reader of Parquet raises."""
    try:
        yield
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise WorkbookError("broken_parquet", reason=DAMAGED) from error
