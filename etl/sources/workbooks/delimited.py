"""CSV files, every cell as text: encoding and separator found, nothing swallowed."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

import polars as pl
import pyarrow as pa
import pyarrow.csv as pa_csv

from etl.sources.workbooks.errors import Note, WorkbookError
from etl.sources.workbooks.headings import Heading, NearMiss, find_heading
from etl.sources.workbooks.sheets import HEAD_ROWS, ROW, BrokenRow, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from etl.sources.workbooks.headings import Row
    from etl.sources.workbooks.limits import Limits

SEPARATORS: Final = (";", "\t", ",", "|")
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_LEGACY: Final = "cp1257"
_HEAD_BYTES: Final = 2**18
_RAW_LENGTH: Final = 1000
_BLOCK_BYTES: Final = 2**22


def read_delimited(path: Path, limits: Limits) -> tuple[list[Sheet], list[Note]]:
    """Read a CSV file as one sheet without a name.

    The separator is the one under which the best heading is found.

    Args:
        path: File with `;`, tab, `,` or `|` between cells.
        limits: Limits of records and columns.

    Raises:
        WorkbookError: It is no text, or breaks the limits.
    """
    data, encoding = decode(path.read_bytes())
    head = data[:_HEAD_BYTES].decode(errors="replace")
    separator, rows, heading = _find_separator(head)
    width = _width(rows, heading)
    if width > limits.columns:
        raise WorkbookError("too_many_columns", found=width, limit=limits.columns)
    sheet = _read_table(data, separator, width)
    count = sheet.rows.height + len(sheet.broken)
    if count > limits.rows:
        raise WorkbookError("too_many_rows", found=count, limit=limits.rows)
    name = "TAB" if separator == "\t" else separator
    return [sheet], [
        Note("csv_format", "note", fields={"encoding": encoding, "separator": name})
    ]


def _find_separator(head: str) -> tuple[str, list[Row], Heading | NearMiss | None]:
    """Take the first separator that shows a heading, else the nearest to one."""
    nearest: tuple[str, list[Row], NearMiss | None] = (SEPARATORS[0], [], None)
    for separator in SEPARATORS:
        rows = _parse_head(head, separator)
        heading = find_heading(rows)
        if isinstance(heading, Heading):
            return separator, rows, heading
        best = nearest[2].found if nearest[2] else -1
        if (heading.found if heading else 0) > best:
            nearest = separator, rows, heading
    return nearest


def _width(rows: list[Row], heading: Heading | NearMiss | None) -> int:
    """Count the cells of the heading: a longer row has text that runs over."""
    last = heading.row if heading else len(rows)
    first = last - 1 if heading else 0
    return max((len(cells) for n, cells in rows if first <= n <= last), default=1) or 1


def decode(data: bytes) -> tuple[bytes, str]:
    """Give the text as UTF-8 and name the encoding it was in.

    A byte-order mark decides; else what is valid UTF-8 is UTF-8; else it is
    Windows-1257, in which spreadsheets with Lithuanian settings save CSV.

    Raises:
        WorkbookError: It is none of these, or no text.
    """
    try:
        for mark, name in _MARKS:
            if data.startswith(mark):
                return _plain_text(data[len(mark) :], name)
        return _unmarked_text(data)
    except (UnicodeDecodeError, pa.ArrowInvalid) as error:
        raise WorkbookError("not_text") from error


def _unmarked_text(data: bytes) -> tuple[bytes, str]:
    try:
        return _plain_text(data, "utf-8")
    except pa.ArrowInvalid:
        return _plain_text(data, _LEGACY)


def _plain_text(data: bytes, encoding: str) -> tuple[bytes, str]:
    utf8 = data if encoding == "utf-8" else data.decode(encoding).encode()
    _check_utf8(utf8)
    if b"\0" in utf8:
        raise WorkbookError("not_text")
    return utf8, encoding


def _check_utf8(data: bytes) -> None:
    """Check that bytes are UTF-8 without making a text of them.

    Raises:
        ArrowInvalid: They are not.
    """
    ends = pa.array([0, len(data)], pa.int64()).buffers()[1]
    text = pa.LargeStringArray.from_buffers(1, ends, pa.py_buffer(data))
    text.validate(full=True)


def _parse_head(head: str, separator: str) -> list[Row]:
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=separator)
    rows: list[Row] = []
    try:
        for number, cells in zip(range(1, HEAD_ROWS + 1), reader, strict=False):
            rows.append((number, [cell or None for cell in cells]))
    except csv.Error:
        pass  # a cell too long for a heading: what was read so far is the head
    return rows


def _read_table(data: bytes, separator: str, width: int) -> Sheet:
    """Read all records; those of another width are taken one by one."""
    rows = _parse_plain(data, separator, width)
    if rows is not None:
        return Sheet(name="", rows=rows)
    odd: list[pa_csv.InvalidRow] = []

    def put_aside(row: pa_csv.InvalidRow) -> str:
        odd.append(row)
        return "skip"

    table = _parse(data, separator, width, put_aside, is_parallel=True)
    if odd:  # their numbers are known only when records are counted one after another
        odd.clear()
        table = _parse(data, separator, width, put_aside, is_parallel=False)
    count = table.num_rows + len(odd)
    numbers = pl.Series(ROW, range(1, count + 1), dtype=pl.Int64)
    if odd:
        numbers = numbers.filter(~numbers.is_in([row.number for row in odd]))
    rows = pl.DataFrame(table).select(numbers, pl.all())
    return _with_odd_rows(
        rows, odd, separator, width, may_swallow=count != _count_lines(data)
    )


def _parse_plain(data: bytes, separator: str, width: int) -> pl.DataFrame | None:
    """Read a file without quotation marks, of which each line is a record.

    Returns:
        The rows; None where a line has more cells, or ends in another way.
    """
    if b'"' in data or data.count(b"\r") != data.count(b"\r\n"):
        return None
    schema = {str(place): pl.String for place in range(width)}
    try:
        rows = pl.read_csv(
            data, has_header=False, separator=separator, quote_char=None, schema=schema
        )
    except pl.exceptions.PolarsError:
        return None
    if rows.height != _count_lines(data):
        return None
    return rows.with_row_index(ROW, offset=1).cast({ROW: pl.Int64})


def _count_lines(data: bytes) -> int:
    return data.count(b"\n") + (not data.endswith(b"\n"))


def _parse(
    data: bytes,
    separator: str,
    width: int,
    put_aside: Callable[[pa_csv.InvalidRow], str],
    *,
    is_parallel: bool,
) -> pa.Table:
    has_quotes = b'"' in data
    names = [str(place) for place in range(width)]
    try:
        return pa_csv.read_csv(
            pa.BufferReader(data),
            read_options=pa_csv.ReadOptions(
                column_names=names, use_threads=is_parallel, block_size=_BLOCK_BYTES
            ),
            parse_options=pa_csv.ParseOptions(
                delimiter=separator,
                quote_char='"' if has_quotes else False,
                newlines_in_values=has_quotes,
                ignore_empty_lines=False,
                invalid_row_handler=put_aside,
            ),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                check_utf8=False,
                null_values=[""],
                strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid as error:
        raise WorkbookError("broken", reason=str(error).split("\n")[0]) from error


def _with_odd_rows(
    rows: pl.DataFrame,
    odd: list[pa_csv.InvalidRow],
    separator: str,
    width: int,
    *,
    may_swallow: bool,
) -> Sheet:
    """Add short records, and those whose extra cells are empty; others are broken."""
    added: list[list[object]] = []
    broken: list[BrokenRow] = []
    for record in odd:
        cells = _split(record.text, separator)
        if cells is None:
            broken.append(_broken(record.number, "broken_quote", record.text))
        elif any(cells[width:]):
            broken.append(_broken(record.number, "too_many_cells", record.text))
        else:
            padded = (cells + [""] * width)[:width]
            added.append([record.number, *(cell or None for cell in padded)])
    if added:
        more = pl.DataFrame(added, schema=rows.schema, orient="row")
        rows = pl.concat([rows, more]).sort(ROW)
    swallowed = (
        rows.filter(_swallows(separator, width)) if may_swallow else rows.clear()
    )
    for number, *texts in swallowed.rows():
        raw = separator.join(text or "" for text in texts)
        broken.append(_broken(number, "broken_quote", raw))
    if swallowed.height:
        rows = rows.filter(~pl.col(ROW).is_in(swallowed[ROW].implode()))
    broken.sort(key=lambda row: row.row)
    return Sheet(name="", rows=rows, broken=tuple(broken))


def _swallows(separator: str, width: int) -> pl.Expr:
    """Tell rows of which a cell holds other rows, after a quotation mark gone astray.

    Such a cell has as many separators as the rows in it.
    """
    cells = pl.exclude(ROW)
    lines = pl.sum_horizontal(cells.str.count_matches("\n", literal=True))
    marks = pl.sum_horizontal(cells.str.count_matches(separator, literal=True))
    return (lines > 0) & (marks >= lines * (width - 1))


def _split(record: str, separator: str) -> list[str] | None:
    """Split one record; None where a quotation mark is never closed."""
    stream = io.StringIO(record, newline="")
    try:
        return next(csv.reader(stream, delimiter=separator, strict=True), [])
    except csv.Error:
        return None


def _broken(number: int | None, rule: str, raw: str) -> BrokenRow:
    return BrokenRow(number or 0, rule, raw[:_RAW_LENGTH])
