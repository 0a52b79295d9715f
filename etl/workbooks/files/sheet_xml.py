"""What the XML of a sheet says beside its texts: what is hidden, merged, a number.

The reader of sheets says of a cell neither whether it holds a number nor how it is
shown, and nothing of what is hidden or merged. All of it is found here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from etl.workbooks.files.limits import XLSX
from etl.workbooks.files.sheet_cells import column_number, parse_cells, whole_tags

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from etl.workbooks.files.sheet_cells import SheetCell

_ROW_TAG: Final = re.compile(rb"<(?:\w+:)?row(?:\s[^>]*)?/?>")
_COLUMN_TAG: Final = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_HIDDEN: Final = re.compile(
    rb"""\shidden=["'](?:1|true)["']|\s(?:ht|width)=["']0(?:\.0*)?["']"""
)
_SHOWN: Final = re.compile(rb"""\sht=["']|\shidden=["'](?:0|false)["']""")
_USUAL_TAG: Final = re.compile(rb"<(?:\w+:)?sheetFormatPr\s[^>]*>")
_USUAL_ZERO: Final = re.compile(rb"""\sdefault(Row|Col)\w+=["']0(?:\.0*)?["']""")
_USUAL_HIDDEN: Final = re.compile(rb"""\szeroHeight=["'](?:1|true)["']""")
_MAY_HIDE: Final = (b"hidden=", b"ht='0", b'ht="0', b"width='0", b'width="0')
_NUMBERED_ROW: Final = b'<row r="'
_NUMBERED: Final = re.compile(rb"""\sr=["'](\d+)["']""")
_MIN_MAX: Final = re.compile(rb"""\s(min|max)=["'](\d{1,5})["']""")
_STYLE: Final = re.compile(rb' s="(\d+)"')
_TYPE: Final = re.compile(rb' t="(\w+)"')
_MERGED: Final = re.compile(
    rb'mergeCell [^>]*?ref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"'
)


@dataclass(frozen=True, slots=True)
class Hidden:
    """The hidden rows and columns of a sheet: rows count from 1, columns from 0.

    Attributes:
        rows: Rows that nobody sees.
        columns: Columns that nobody sees.
        doubted: Rows that a sheet hides unless they say otherwise: programs differ.
    """

    rows: frozenset[int]
    columns: frozenset[int]
    doubted: frozenset[int] = frozenset()


NOTHING_HIDDEN: Final = Hidden(frozenset(), frozenset())


def find_hidden(chunks: Iterable[bytes]) -> Hidden:
    """Find the rows and columns that are hidden, or have no height or width."""
    rows: set[int] = set()
    columns = said = 0  # a bit per column, however many tags tell of each
    unsaid: set[int] = set()
    last, usual, has_usual = 0, b"", False
    for chunk in whole_tags(chunks):
        if not usual and (tag := _USUAL_TAG.search(chunk)):
            usual = tag[0]
            has_usual = bool(_USUAL_ZERO.search(usual) or _USUAL_HIDDEN.search(usual))
        may_hide = has_usual or any(sign in chunk for sign in _MAY_HIDE)
        if _NUMBERED_ROW in chunk and not may_hide:
            continue  # rows without numbers are counted, whatever they say
        for one in _ROW_TAG.findall(chunk):
            number = _NUMBERED.search(one)
            last = int(number[1]) if number else last + 1
            if _HIDDEN.search(one):
                rows.add(last)
            elif has_usual and not _SHOWN.search(one):
                unsaid.add(last)
        for one in _COLUMN_TAG.findall(chunk):
            ends = {name: int(place) for name, place in _MIN_MAX.findall(one)}
            first = max(ends.get(b"min", 1), 1) - 1
            count = min(ends.get(b"max", 0), XLSX.columns) - first
            bits = ((1 << max(count, 0)) - 1) << first
            said |= bits
            if _HIDDEN.search(one):
                columns |= bits
    zero = set(_USUAL_ZERO.findall(usual))
    rows |= unsaid if b"Row" in zero else set()
    columns |= ((1 << XLSX.columns) - 1) & ~said if b"Col" in zero else 0
    doubted = unsaid - rows if _USUAL_HIDDEN.search(usual) else set[int]()
    places = frozenset(n for n in range(columns.bit_length()) if columns >> n & 1)
    return Hidden(frozenset(rows), places, frozenset(doubted))


def find_uncomputed(
    chunks: Iterable[bytes], *, doubts_zero: bool = False
) -> Iterator[SheetCell]:
    """Find the cells whose formula has no result: no program has computed it yet.

    Args:
        chunks: The unpacked XML.
        doubts_zero: Whether 0 may stand for a result nobody has computed.
    """
    return (
        cell
        for cell in parse_cells(chunks)
        if cell.has_formula and (not cell.has_value or (doubts_zero and cell.is_zero))
    )


def find_late(chunks: Iterable[bytes]) -> Iterator[SheetCell]:
    """Find the moments just before midnight that a reader rounds to the next day."""
    return (cell for cell in parse_cells(chunks) if cell.is_late)


def has_style(chunks: Iterable[bytes], styles: Collection[int]) -> bool:
    """Whether any cell has one of the given styles."""
    listed = b"|".join(str(style).encode() for style in sorted(styles))
    pattern = re.compile(rb"""\ss=["'](?:%b)["']""" % listed)
    return any(pattern.search(chunk) for chunk in whole_tags(chunks))


def find_styled(
    chunks: Iterable[bytes], styles: Collection[int]
) -> Iterator[SheetCell]:
    """Find the filled cells that have one of the given styles."""
    return (c for c in parse_cells(chunks) if c.style in styles and c.has_value)


def find_numbers(
    chunks: Iterable[bytes], columns: Collection[int], *, is_usual: bool
) -> Iterator[tuple[int, int, int]]:
    """Find the cells of some columns that hold numbers: column, row and style.

    Args:
        chunks: The unpacked XML.
        columns: Columns, counted from 1.
        is_usual: What the survey said.
    """
    if not is_usual:
        for cell in parse_cells(chunks):
            if cell.column in columns and cell.kind in {"", "n"} and cell.has_value:
                yield cell.column, cell.row, cell.style
        return
    letters = "".join(chr(64 + c) for c in columns if c <= XLSX.usual_columns)
    if not letters:
        return
    is_there = re.compile(rf'<c r="[{letters}]\d+"(?![^>]* t="[^n])'.encode())
    pattern = re.compile(rf'<c r="([{letters}])(\d+)"([^>]*)>'.encode())
    for chunk in whole_tags(chunks):
        if not is_there.search(chunk):
            continue
        for letter, row, attributes in pattern.findall(chunk):
            kind = _TYPE.search(attributes)
            if kind is None or kind[1] == b"n":
                style = _STYLE.search(attributes)
                yield letter[0] - 64, int(row), int(style[1]) if style else 0


def find_merges(chunks: Iterable[bytes]) -> Iterator[tuple[int, int, int, int]]:
    """Find the cells merged into one: first row and column, last row and column.

    Rows are counted from 1, columns from 0. Merges that reach past what a sheet can
    hold, and more of them than a person makes, are left out.
    """
    found = 0
    for chunk in whole_tags(chunks):
        if b"mergeCell" not in chunk:
            continue
        for start, first, end, last in _MERGED.findall(chunk):
            found += 1
            if found > XLSX.merges:
                return
            yield (
                int(first),
                column_number(start.decode()) - 1,
                int(last),
                column_number(end.decode()) - 1,
            )
