"""The XML of a sheet, looked over before it is read: how far it reaches, what is typed.

The reader of sheets lays out a whole rectangle in memory, says not where it begins, and
says of a cell neither whether it holds a number nor how it is shown. All three are
found here, in one pass over the unpacked bytes that keeps none of them.
"""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

import pyarrow as pa
import pyarrow.compute as pc

from etl.sources.workbooks.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Iterable, Iterator

CHUNK_BYTES: Final = 2**20
_HEAD_BYTES: Final = 2**14

# A cell not written as `<c r="A1"`, beyond column Z, or with more figures in its row.
_UNUSUAL: Final = (
    '<c(?:[/>]| [^r]| r[^=]| r=[^"]| r="[^A-Z]| r="[A-Z][^0-9]'
    '| r="[A-Z][0-9]{1,%d}[^0-9"]| r="[A-Z][0-9]{%d})'
)
_PREFIXED: Final = b":sheetData"
_UNCOMPUTED: Final = re.compile(rb"</f>\s*<(?:/c>|v\s*/>|v>\s*</v>)|<f[^>]*/>")
_REFERENCE: Final = re.compile(r"([A-Za-z]{1,3})(\d{1,10})")
_STYLE: Final = re.compile(rb' s="(\d+)"')
_TYPE: Final = re.compile(rb' t="(\w+)"')
USUAL_COLUMNS: Final = 26


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
    """

    first_row: int
    last_row: int
    last_column: int
    is_usual: bool
    has_uncomputed: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its place counted from 1, its style, its type, and what it has."""

    row: int
    column: int
    style: int
    kind: str
    has_value: bool
    has_formula: bool


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
    last_row, has_uncomputed = first_row, False
    with closing(chunks()) as opened:
        for chunk in whole_tags(opened):
            last_row = max(last_row, _last_row(chunk))
            if not _is_usual(chunk, len(str(last_row))):
                return _exact_extent(chunks())
            has_uncomputed |= b"</f>" in chunk and bool(_UNCOMPUTED.search(chunk))
    return Extent(
        first_row,
        last_row,
        USUAL_COLUMNS,
        is_usual=True,
        has_uncomputed=has_uncomputed,
    )


def _last_row(chunk: bytes) -> int:
    place = re.match(rb'<c r="[A-Z](\d+)', chunk[max(chunk.rfind(b'<c r="'), 0) :])
    return int(place[1]) if place else 0


def _is_usual(chunk: bytes, figures: int) -> bool:
    """Tell that every cell is spelt as usual and its row has at most so many figures.

    So no cell lies more than ten times lower than the last one.
    """
    ends = pa.array([0, len(chunk)], pa.int64()).buffers()[1]
    text = pa.LargeBinaryArray.from_buffers(
        pa.large_binary(), 1, [None, ends, pa.py_buffer(chunk)]
    )
    pattern = _UNUSUAL % (figures, figures + 1)
    is_unusual = pc.match_substring_regex(text, pattern)[0].as_py()
    return not is_unusual and _PREFIXED not in chunk


def _exact_extent(chunks: Iterable[bytes]) -> Extent:
    first, last, width = 0, 0, 0
    for cell in parse_cells(chunks):
        if cell.has_value:
            first = min(first or cell.row, cell.row)
            last = max(last, cell.row)
            width = max(width, cell.column)
    return Extent(first, last, width, is_usual=False, has_uncomputed=True)


def find_uncomputed(chunks: Iterable[bytes]) -> Iterator[Cell]:
    """Find the cells whose formula has no result: no program has computed it yet."""
    return (
        cell for cell in parse_cells(chunks) if cell.has_formula and not cell.has_value
    )


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
    letters = "".join(chr(64 + c) for c in columns if c <= USUAL_COLUMNS)
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


def whole_tags(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Cut the stream between tags, so that no tag lies across two pieces."""
    rest = b""
    for chunk in chunks:
        piece = rest + chunk
        cut = piece.rfind(b">") + 1
        if cut:
            yield piece[:cut]
        rest = piece[cut:]
    if rest:
        yield rest


def _small(chunks: Iterable[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        for start in range(0, len(chunk), _HEAD_BYTES):
            yield chunk[start : start + _HEAD_BYTES]


def parse_cells(chunks: Iterable[bytes]) -> Iterator[Cell]:
    """Parse the cells of a sheet in any spelling of XML.

    Raises:
        WorkbookError: It is no XML, or declares a document type.
    """
    parser = _CellParser()
    try:
        for chunk in chunks:
            parser.feed(chunk)
            yield from parser.take()
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise WorkbookError("broken", reason=str(error)) from error


class _CellParser:
    """Follow rows and cells the way the reader of sheets counts them."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._cells: list[Cell] = []
        self._row, self._column = 1, 1
        self._style, self._kind = 0, ""
        self._in_value = self._has_value = self._has_formula = False

    def feed(self, chunk: bytes) -> None:
        self._parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no keyword

    def take(self) -> list[Cell]:
        cells, self._cells = self._cells, []
        return cells

    def _refuse(self, *_: object) -> None:
        raise WorkbookError("broken", reason="DOCTYPE")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self._row = int(attributes.get("r", self._row))
            case "c":
                self._begin_cell(attributes)
            case "v":
                self._in_value = True
                self._has_value |= self._kind == "str"
            case "is":
                self._has_value = True
            case "f":
                self._has_formula = True

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        if written := attributes.get("r"):
            place = _REFERENCE.fullmatch(written)
            if place is None:
                raise WorkbookError("broken", reason=f"<c r={written!r}>")
            self._column = column_number(place[1])
            self._row = int(place[2])
        self._style = int(attributes.get("s", 0))
        self._kind = attributes.get("t", "")
        self._has_value = self._has_formula = False

    def _text(self, text: str) -> None:
        self._has_value |= self._in_value and bool(text)

    def _end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "v":
                self._in_value = False
            case "c":
                self._cells.append(
                    Cell(
                        self._row,
                        self._column,
                        self._style,
                        self._kind,
                        self._has_value,
                        self._has_formula,
                    )
                )
                self._column += 1
            case "row":
                self._row += 1
                self._column = 1


def column_number(letters: str) -> int:
    """Count a column from its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
