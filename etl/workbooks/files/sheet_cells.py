"""Cells of the XML of a sheet, parsed in any spelling, in pieces that are bounded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from etl.workbooks.contract.notes import DAMAGED
from etl.workbooks.files.limits import XLSX
from pazanga.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

REFERENCE: Final = re.compile(r"([A-Za-z]{1,3})(\d{1,10})")
_ZEROS: Final = frozenset({"", "0", "0.0"})
_MAY_BE_ZERO: Final = frozenset({"", "n", "str"})
_NUMBERS: Final = frozenset({"", "n"})
_HALF_MILLISECOND: Final = 0.0005 / 86_400


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell: its place counted from 1, its style, its type, and what it has.

    Zero is what programs write for a formula that they did not compute: 0, or nothing.
    Late is a moment less than a millisecond before midnight, which is no midnight.
    """

    row: int
    column: int
    style: int
    kind: str
    has_value: bool
    has_formula: bool
    is_zero: bool = False
    is_late: bool = False


def whole_tags(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Split the stream between tags, so that no tag lies across two pieces.

    Raises:
        WorkbookError: A tag or a text is longer than any cell can be.
    """
    rest = b""
    for chunk in chunks:
        piece = rest + chunk
        cut = piece.rfind(b">") + 1
        if len(piece) - cut > XLSX.token_bytes:
            raise WorkbookError("text_too_long", limit=XLSX.token_bytes >> 20)
        if cut:
            yield piece[:cut]
        rest = piece[cut:]
    if rest:
        yield rest


def feed_bounded(parser: expat.XMLParserType, chunk: bytes, fed: int = 0) -> int:
    """Parse a piece; what a parser must keep until a token ends is bounded.

    Args:
        parser: The parser.
        chunk: The next bytes.
        fed: How many bytes it was given before.

    Returns:
        How many it was given now.

    Raises:
        WorkbookError: A comment, tag or the like is longer than any cell can be.
    """
    parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no keyword
    fed += len(chunk)
    if fed - parser.CurrentByteIndex > XLSX.token_bytes + len(chunk):
        raise WorkbookError("text_too_long", limit=XLSX.token_bytes >> 20)
    return fed


def parse_cells(chunks: Iterable[bytes]) -> Iterator[SheetCell]:
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
        raise WorkbookError("broken", reason=DAMAGED) from error


class _CellParser:
    """Follow rows and cells the way the reader of sheets counts them."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._fed = 0
        self._cells: list[SheetCell] = []
        self._row, self._column = 1, 1
        self._style, self._kind = 0, ""
        self._in_value = self._has_value = self._has_formula = False
        self._value = ""

    def feed(self, chunk: bytes) -> None:
        self._fed = feed_bounded(self._parser, chunk, self._fed)

    def take(self) -> list[SheetCell]:
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
            place = REFERENCE.fullmatch(written)
            if place is None:
                raise WorkbookError("broken", reason=f"<c r={written!r}>")
            self._column = column_number(place[1])
            self._row = int(place[2])
        self._style = int(attributes.get("s", 0))
        self._kind = attributes.get("t", "")
        self._has_value = self._has_formula = False
        self._value = ""

    def _text(self, text: str) -> None:
        self._has_value |= self._in_value and bool(text)
        if self._in_value and len(self._value) < XLSX.number_characters:
            self._value += text

    def _end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "v":
                self._in_value = False
            case "c":
                self._cells.append(
                    SheetCell(
                        self._row,
                        self._column,
                        self._style,
                        self._kind,
                        self._has_value,
                        self._has_formula,
                        self._kind in _MAY_BE_ZERO and self._value.strip() in _ZEROS,
                        self._kind in _NUMBERS and _is_late(self._value),
                    )
                )
                self._column += 1
            case "row":
                self._row += 1
                self._column = 1


def _is_late(value: str) -> bool:
    """Whether a number of days is one that a reader rounds up to the next day."""
    if "99999999" not in value:
        return False
    try:
        return float(value) % 1 > 1 - 2 * _HALF_MILLISECOND
    except ValueError:
        return False


def column_number(letters: str) -> int:
    """Count a column from its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
