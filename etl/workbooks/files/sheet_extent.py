"""How far the cells of a sheet reach, and whether they are written as usual.

The reader of sheets lays out a whole rectangle in memory, so that its size is found
before, in one pass over the unpacked bytes that keeps none of them.
"""

from __future__ import annotations

import re
import struct
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from etl.workbooks.files.limits import XLSX
from etl.workbooks.files.sheet_cells import parse_cells, whole_tags

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator


# A cell not written as `<c r="A1"`, beyond column Z, or with more digits in its row.
_UNUSUAL: Final = (
    '<c(?:[/>]| [^r]| r[^=]| r=[^"]| r="[^A-Z]| r="[A-Z][^0-9]'
    '| r="[A-Z][0-9]{1,%d}[^0-9"]| r="[A-Z][0-9]{%d})'
)
# XML that the reader of sheets takes for something else than a person sees.
_ODD: Final = (
    r"<!|<\?(?:[^x]|x[^m])|<v[^>/]*>[^<]*(?:&|<[^/])|</v>\s*<v"
    r'|t="s"[^>]*><v>[^0-9]|<(?:\w+:)?(?:strike|vertAlign)[ />]'
)
_PREFIXED: Final = b":sheetData"
_UNCOMPUTED: Final = re.compile(rb"</f>\s*<(?:/c>|v\s*/>|v>\s*</v>)|<f[^>]*/>")
_ZERO: Final = re.compile(rb"</f>\s*<v>\s*0(?:\.0)?\s*</v>")
_LATE: Final = "<v>[0-9.]*9{8}"


@dataclass(frozen=True, slots=True)
class Extent:
    """How far the cells of a sheet reach, counted from 1; zeros: it has none.

    Attributes:
        first_row: First row with a cell that is not empty.
        last_row: Last row, or where it may lie.
        last_column: Last column, or where it may lie.
        is_usual: Whether cells are written as spreadsheets write them, within A to Z,
            so that they can be found without parsing.
        has_uncomputed: Whether a formula may be without its result.
        is_odd: Whether it has to be rewritten before it is read: it would be read
            otherwise than XML means it, or its cells are not in order.
        has_zero: Whether a formula may have 0 for its result.
        has_late: Whether a moment may be so near to midnight that it is rounded to it.
    """

    first_row: int
    last_row: int
    last_column: int
    is_usual: bool
    has_uncomputed: bool = False
    is_odd: bool = False
    has_zero: bool = False
    has_late: bool = False


def survey(chunks: Callable[[], Generator[bytes]]) -> Extent:
    """Find how far a sheet reaches.

    Args:
        chunks: Opens the unpacked XML from its beginning.

    Raises:
        WorkbookError: It is no XML, or declares a document type.
    """
    with closing(chunks()) as opened:
        filled = (cell.row for cell in parse_cells(_small(opened)) if cell.has_value)
        first_row = next(filled, 0)
    if not first_row:
        return Extent(0, 0, 0, is_usual=True)
    last_row, is_odd, has_late = first_row, False, False
    has_uncomputed, has_zero = False, False
    order, tables = _Order(), 0
    with closing(chunks()) as opened:
        for chunk in whole_tags(opened):
            tables += chunk.count(b"<sheetData")
            is_odd |= _matches(chunk, _ODD) or tables > 1
            last_row = max(last_row, _last_row(chunk))
            if not _is_usual(chunk, len(str(last_row))):
                return _exact_extent(chunks(), is_odd=is_odd)
            is_odd |= not order.holds(chunk)
            has_late |= _matches(chunk, _LATE)
            if b"</f>" in chunk or b"<f" in chunk:
                has_uncomputed |= bool(_UNCOMPUTED.search(chunk))
                has_zero |= bool(_ZERO.search(chunk))
    return Extent(
        first_row,
        last_row,
        XLSX.usual_columns,
        is_usual=True,
        has_uncomputed=has_uncomputed,
        is_odd=is_odd,
        has_zero=has_zero,
        has_late=has_late,
    )


class _Order:
    """The order of cells: from left to right, rows downwards, each place once."""

    def __init__(self) -> None:
        self._last = (0, "")

    def holds(self, chunk: bytes) -> bool:
        """Whether the cells of the next piece come after all before them."""
        try:
            text = chunk.decode()
        except UnicodeDecodeError:
            return False
        found = pl.Series([text]).str.extract_all('<c r="[A-Z][0-9]+')[0]
        if not len(found):
            return True
        rows, letters = found.str.slice(7).cast(pl.Int64), found.str.slice(6, 1)
        starts_after = (rows[0], letters[0]) > self._last
        self._last = (rows[-1], letters[-1])
        below = rows.diff(null_behavior="drop")
        is_right = letters[1:] > letters[:-1]
        return starts_after and bool(((below > 0) | ((below == 0) & is_right)).all())


def _last_row(chunk: bytes) -> int:
    place = re.match(rb'<c r="[A-Z](\d+)', chunk[max(chunk.rfind(b'<c r="'), 0) :])
    return int(place[1]) if place else 0


def _is_usual(chunk: bytes, figures: int) -> bool:
    """Whether every cell is spelt as usual and its row has at most so many digits.

    So no cell lies more than ten times lower than the last one.
    """
    pattern = _UNUSUAL % (figures, figures + 1)
    return not _matches(chunk, pattern) and _PREFIXED not in chunk


def _matches(chunk: bytes, pattern: str) -> bool:
    # An array made of a list would import pandas where that is installed.
    ends = pa.py_buffer(struct.pack("=qq", 0, len(chunk)))
    text = pa.LargeBinaryArray.from_buffers(
        pa.large_binary(), 1, [None, ends, pa.py_buffer(chunk)]
    )
    return bool(pc.match_substring_regex(text, pattern)[0].as_py())


def _exact_extent(chunks: Iterable[bytes], *, is_odd: bool) -> Extent:
    first, last, width = 0, 0, 0
    place = (0, 0)
    is_odd_here = False

    def note_odd(chunks: Iterable[bytes]) -> Iterator[bytes]:
        nonlocal is_odd_here
        for chunk in whole_tags(chunks):
            is_odd_here = is_odd_here or _matches(chunk, _ODD)
            yield chunk

    for cell in parse_cells(note_odd(chunks)):
        is_odd |= (cell.row, cell.column) <= place
        place = cell.row, cell.column
        if cell.has_value:
            first = min(first or cell.row, cell.row)
            last = max(last, cell.row)
            width = max(width, cell.column)
    return Extent(
        first,
        last,
        width,
        is_usual=False,
        has_uncomputed=True,
        is_odd=is_odd or is_odd_here,
        has_zero=True,
        has_late=True,
    )


def _small(chunks: Iterable[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        for start in range(0, len(chunk), XLSX.head_bytes):
            yield chunk[start : start + XLSX.head_bytes]
