"""CSV files, every cell as text: encoding and separator found, nothing swallowed."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING, Final

import polars as pl
import pyarrow as pa
import pyarrow.csv as pa_csv

from etl.workbooks.contract.notes import Note
from etl.workbooks.files.limits import CSV
from etl.workbooks.files.sheets import HEAD_ROWS, ROW, BrokenRow, Sheet
from etl.workbooks.files.text_encoding import decode, find_odd_characters
from etl.workbooks.headings.headings import Heading, find_heading, knows_any
from pazanga.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from etl.workbooks.files.limits import FileLimits
    from etl.workbooks.headings.headings import Row

    FindRow = Callable[[Sequence[Row]], int | None]

SEPARATORS: Final = (";", "\t", ",", "|")


def _find_none(_: Sequence[Row]) -> None:
    """Find no heading of another layout."""


def read_delimited(
    path: Path, limits: FileLimits, find_other: FindRow = _find_none
) -> tuple[list[Sheet], list[Note]]:
    """Read a CSV file as one sheet without a name.

    The separator is the one under which the best heading is found.

    Args:
        path: File with `;`, tab, `,` or `|` between cells.
        limits: Limits of records and columns.
        find_other: Finds the heading of another layout among the first rows.

    Raises:
        WorkbookError: It is no text, or breaks the limits.
    """
    data, encoding = decode(path.read_bytes())
    if not data.strip():
        raise WorkbookError("empty")
    head = data[: CSV.head_bytes].decode(errors="replace")
    separator, rows, last = _find_separator(head, find_other)
    width = _width(rows, last)
    if width > limits.columns:
        raise WorkbookError("too_many_columns", found=width, limit=limits.columns)
    sheet = _read_table(data, separator, width)
    count = sheet.rows.height + len(sheet.broken)
    if count > limits.rows:
        raise WorkbookError("too_many_rows", found=count, limit=limits.rows)
    return [sheet], list(_note_format(data, encoding, separator))


def _note_format(data: bytes, encoding: str, separator: str) -> Iterator[Note]:
    name = "TAB" if separator == "\t" else separator
    yield Note("csv_format", "note", fields={"encoding": encoding, "separator": name})
    if encoding.startswith("cp") and (odd := find_odd_characters(data)):
        fields = {"encoding": encoding, "letters": odd}
        yield Note("encoding_doubtful", "warning", fields=fields)


def _find_separator(
    head: str, find_other: FindRow
) -> tuple[str, list[Row], int | None]:
    """Find the first separator that shows a heading, else the nearest to one.

    Returns:
        The separator, the first rows, and the last row of the heading.
    """
    nearest: tuple[tuple[int, int], str, list[Row], int | None] | None = None
    for separator in SEPARATORS:
        rows = _parse_head(head, separator)
        heading = find_heading(rows)
        if isinstance(heading, Heading):
            return separator, rows, heading.row
        if (other := find_other(rows)) is not None:
            return separator, rows, other
        rank = (heading.found if heading else 0), _usual_width(rows)
        if nearest is None or rank > nearest[0]:
            nearest = rank, separator, rows, heading.row if heading else None
    return nearest[1:] if nearest else (SEPARATORS[0], [], None)


def _usual_width(rows: list[Row]) -> int:
    """Count the cells that most rows have."""
    widths = Counter(len(cells) for _, cells in rows)
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _width(rows: list[Row], last: int | None) -> int:
    """Count the cells of headings: a longer row has text that runs over."""
    end = last or len(rows)
    first = last - 1 if last else 0
    wide = (
        len(cells)
        for n, cells in rows
        if first <= n <= end or (n > end and _is_heading(cells))
    )
    return max(wide, default=1) or 1


def _is_heading(cells: list[str | None]) -> bool:
    """Whether a row lower down names columns of another table."""
    return sum(knows_any(cell) for cell in cells if cell) >= CSV.fewest_names


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
        return _count_lines_of(*_without_long(rows, separator))
    odd: list[pa_csv.InvalidRow] = []

    def keep_reject(row: pa_csv.InvalidRow) -> str:
        odd.append(row)
        return "skip"

    table = _parse(data, separator, width, keep_reject, is_parallel=True)
    if odd:  # their numbers are known only when records are counted one after another
        odd.clear()
        table = _parse(data, separator, width, keep_reject, is_parallel=False)
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
    keep_reject: Callable[[pa_csv.InvalidRow], str],
    *,
    is_parallel: bool,
) -> pa.Table:
    has_quotes = b'"' in data
    names = [str(place) for place in range(width)]
    try:
        return pa_csv.read_csv(
            pa.BufferReader(data),
            read_options=pa_csv.ReadOptions(
                column_names=names, use_threads=is_parallel, block_size=CSV.block_bytes
            ),
            parse_options=pa_csv.ParseOptions(
                delimiter=separator,
                quote_char='"' if has_quotes else False,
                newlines_in_values=has_quotes,
                ignore_empty_lines=False,
                invalid_row_handler=keep_reject,
            ),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                check_utf8=False,
                null_values=[""],
                strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid as error:
        raise WorkbookError("broken_csv") from error


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
        number = record.number or 0
        if cells is None:
            broken.append(BrokenRow(number, "broken_quote", record.text))
        elif any(cells[width:]):
            broken.append(BrokenRow(number, "too_many_cells", record.text))
        else:
            padded = (cells + [""] * width)[:width]
            added.append([number, *(cell or None for cell in padded)])
    if added:
        more = pl.DataFrame(added, schema=rows.schema, orient="row")
        rows = pl.concat([rows, more]).sort(ROW)
    if may_swallow:
        swallowed = rows.filter(_swallows(separator, width))
        for number, *texts in swallowed.rows():
            raw = separator.join(text or "" for text in texts)
            broken.append(BrokenRow(number, "broken_quote", raw))
        rows = rows.filter(~pl.col(ROW).is_in(swallowed[ROW].implode()))
    rows, long = _without_long(rows, separator)
    return _count_lines_of(rows, sorted(broken + long, key=lambda row: row.row))


def _without_long(
    rows: pl.DataFrame, separator: str
) -> tuple[pl.DataFrame, list[BrokenRow]]:
    """Reject rows with a cell longer than any spreadsheet keeps: the file is damaged.

    Returns:
        The other rows, and the rejected ones.
    """
    sizes = (pl.exclude(ROW).str.len_bytes() > CSV.longest_cell).fill_null(value=False)
    is_long = pl.any_horizontal(sizes)
    broken = [
        BrokenRow(number, "cell_too_long", separator.join(text or "" for text in texts))
        for number, *texts in rows.filter(is_long).rows()
    ]
    return (rows.filter(~is_long) if broken else rows), broken


def _count_lines_of(rows: pl.DataFrame, broken: list[BrokenRow]) -> Sheet:
    """Count each line that a stray quotation mark swallowed as a row of its own.

    Raises:
        WorkbookError: So many lines were swallowed that the file says little.
    """
    listed: list[BrokenRow] = []
    moved = pl.lit(0)
    for record in broken:
        lines = record.raw.splitlines() or [""]
        if len(listed) + len(lines) > CSV.most_broken:
            raise WorkbookError("quote_swallows", row=record.row, count=len(lines))
        first = record.row + len(listed) - broken.index(record)
        listed += (
            BrokenRow(first + n, record.rule, line[: CSV.shown_characters])
            for n, line in enumerate(lines)
        )
        moved += pl.when(pl.col(ROW) > record.row).then(len(lines) - 1).otherwise(0)
    if len(listed) > len(broken):
        rows = rows.with_columns((pl.col(ROW) + moved).cast(pl.Int64).alias(ROW))
    return Sheet(name="", rows=rows, broken=tuple(listed))


def _swallows(separator: str, width: int) -> pl.Expr:
    """Find rows of which a cell holds other rows, after a stray quotation mark.

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
