"""An odd XLSX file rewritten in the spelling that spreadsheets use.

XML allows comments, CDATA and entities anywhere, and rows in any order; a spreadsheet
reads through all of that, the fast reader of sheets does not. What is odd is therefore
parsed here as XML is meant, and written plainly, cell by cell. What no spreadsheet
would open either, as a place that is filled twice, is refused.

In texts made of pieces, digits raised above the line become `¹`, and what is struck out
is marked: neither is part of a number.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from etl.workbooks.contract.notes import DAMAGED
from etl.workbooks.files.sheet_cells import REFERENCE, column_number, feed_bounded
from etl.workbooks.files.texts import STRUCK
from pazanga.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_KEPT: Final = frozenset({"cols", "col", "mergeCells", "mergeCell"})
_INDEX: Final = re.compile(r"\d+", re.ASCII)
_ON: Final = frozenset({"1", "true", "on", "", "sngStrike", "dblStrike"})


@dataclass(slots=True)
class _OddCell:
    place: tuple[int, int]
    style: str
    kind: str
    value: str | None = None
    texts: list[str] = field(default_factory=list)
    formula: bool = False

    def write(self) -> str:
        column, kind = _letters(self.place[1]), self.kind
        head = f'<c r="{column}{self.place[0]}"'
        head += f' s="{self.style}"' if self.style else ""
        formula = "<f>0</f>" if self.formula else ""
        if kind == "inlineStr":
            inner = escape("".join(self.texts))
            return (
                f'{head} t="inlineStr"><is><t xml:space="preserve">{inner}</t></is></c>'
            )
        head += f' t="{kind}"' if kind not in {"", "n"} else ""
        if self.value is None:
            return f"{head}>{formula}</c>"
        value = self.value if kind == "str" else self.value.strip()
        if kind == "s" and not _INDEX.fullmatch(value):
            raise WorkbookError("broken", reason=f"<v>{value[:20]}</v>")
        return f"{head}>{formula}<v>{escape(value)}</v></c>"


class _Parser:
    """Follow XML and keep the text of the element that is open."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.take
        self.parser.StartDoctypeDeclHandler = self.refuse

    def read(self, chunks: Iterable[bytes]) -> None:
        try:
            fed = 0
            for chunk in chunks:
                fed = feed_bounded(self.parser, chunk, fed)
            self.parser.Parse(b"", True)  # noqa: FBT003 - expat takes no keyword
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise WorkbookError("broken", reason=DAMAGED) from error

    def refuse(self, *_: object) -> None:
        raise WorkbookError("broken", reason="DOCTYPE")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def end(self, name: str) -> None:
        raise NotImplementedError

    def take(self, text: str) -> None:
        raise NotImplementedError


class _Runs:
    """Text in pieces: what is raised, struck out or only says how to pronounce it."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._is_text = self._is_phonetic = self._is_struck = False
        self._table: dict[int, int] | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "")
        match name:
            case "r":
                self._is_struck, self._table = False, None
            case "rPh":
                self._is_phonetic = True
            case "t":
                self._is_text = not self._is_phonetic
            case "strike":
                self._is_struck = value in _ON
            case "vertAlign":
                self._table = {"superscript": _RAISED, "subscript": _LOWERED}.get(value)

    def end(self, name: str) -> None:
        match name:
            case "t":
                self._is_text = False
            case "rPh":
                self._is_phonetic = False
            case "r":
                self._is_struck, self._table = False, None

    def take(self, text: str) -> None:
        if self._is_text:
            text = text.translate(self._table) if self._table else text
            self.pieces.append(f"{STRUCK}{text}" if self._is_struck else text)


class _SheetParser(_Parser):
    """Collect the cells of a sheet, in the order of their places."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: dict[tuple[int, int], _OddCell] = {}
        self.rows: dict[int, str] = {}
        self.other: dict[str, list[str]] = {"cols": [], "mergeCells": []}
        self._row, self._column = 0, 0
        self._cell: _OddCell | None = None
        self._runs = _Runs()
        self._in_value = False
        self._tables = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        self._runs.start(name, attributes)
        if self._in_value:
            raise WorkbookError("broken", reason=f"<v><{name}>")
        match name:
            case "sheetData":
                self._tables += 1
            case "row":
                self._row = int(attributes.get("r", self._row + 1))
                self._column = 0
                if (
                    attributes.get("hidden") in _ON - {""}
                    or attributes.get("ht") == "0"
                ):
                    self.rows[self._row] = ' hidden="1"'
            case "c":
                self._begin(attributes)
            case "v" if self._cell:
                if self._cell.value is not None:
                    raise WorkbookError("broken", reason="<v><v>")
                self._cell.value, self._in_value = "", True
            case "f" if self._cell:
                self._cell.formula = True
            case "col" | "mergeCell":
                said = " ".join(f"{k}={quoteattr(v)}" for k, v in attributes.items())
                group = "cols" if name == "col" else "mergeCells"
                self.other[group].append(f"<{name} {said}/>")

    def _begin(self, attributes: dict[str, str]) -> None:
        self._column += 1
        if written := attributes.get("r"):
            place = REFERENCE.fullmatch(written)
            if place is None:
                raise WorkbookError("broken", reason=f"<c r={written!r}>")
            self._row, self._column = int(place[2]), column_number(place[1])
        found = self._row, self._column
        if found in self.cells or self._tables != 1:
            raise WorkbookError(
                "broken", reason=f"<c> × 2: {_letters(found[1])}{found[0]}"
            )
        kind = attributes.get("t", "")
        self._cell = self.cells[found] = _OddCell(found, attributes.get("s", ""), kind)
        self._runs = _Runs()

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        self._runs.end(name)
        if name == "v":
            self._in_value = False
        if name == "c" and self._cell:
            self._cell.texts = self._runs.pieces
            self._cell = None

    def take(self, text: str) -> None:
        self._runs.take(text)
        if self._in_value and self._cell:
            self._cell.value = f"{self._cell.value}{text}"


class _TextsParser(_Parser):
    """Collect the shared texts of a workbook, each as a spreadsheet shows it."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._runs = _Runs()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "si":
            self._runs = _Runs()
        self._runs.start(name, attributes)

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        self._runs.end(name)
        if name == "si":
            self.texts.append("".join(self._runs.pieces))

    def take(self, text: str) -> None:
        self._runs.take(text)


def write_sheet(chunks: Iterable[bytes]) -> bytes:
    """Rewrite a sheet with its cells in order.

    Raises:
        WorkbookError: It is no XML, or no spreadsheet would open it.
    """
    parser = _SheetParser()
    parser.read(chunks)
    lines = [f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{_MAIN}">']
    lines += _group("cols", parser.other["cols"])
    lines.append("<sheetData>")
    last = 0
    for place in sorted(parser.cells):
        if place[0] != last:
            lines.append("</row>" if last else "")
            last = place[0]
            lines.append(f'<row r="{last}"{parser.rows.get(last, "")}>')
        lines.append(parser.cells[place].write())
    lines.append("</row></sheetData>" if last else "</sheetData>")
    lines += _group("mergeCells", parser.other["mergeCells"])
    return "".join([*lines, "</worksheet>"]).encode()


def write_texts(chunks: Iterable[bytes]) -> bytes:
    """Rewrite the table of shared texts.

    Raises:
        WorkbookError: It is no XML.
    """
    parser = _TextsParser()
    parser.read(chunks)
    texts = (
        f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in parser.texts
    )
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<sst xmlns="{_MAIN}">'
    return "".join([head, *texts, "</sst>"]).encode()


def rewrite(path: Path, parts: Mapping[str, bytes], folder: Path) -> Path:
    """Write a copy of a package with some parts replaced, and without pictures.

    Args:
        path: The package.
        parts: Content of the parts that are replaced.
        folder: Folder for the copy.
    """
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".xlsx", delete=False) as file:
        copy = Path(file.name)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            if name in parts:
                new.writestr(name, parts[name])
            elif name.lower().endswith((".xml", ".rels")):
                new.writestr(name, old.read(name))
    return copy


def _group(name: str, elements: list[str]) -> list[str]:
    return [f"<{name}>", *elements, f"</{name}>"] if elements else []


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
