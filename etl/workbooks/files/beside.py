"""What a sheet says outside its cells: in print, in notes on cells, by conditions."""

from __future__ import annotations

import html
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from etl.workbooks.cells.units import read_statement
from etl.workbooks.files.elements import children_of, local_name
from etl.workbooks.files.limits import XLSX
from etl.workbooks.files.package import (
    damage_as_error,
    parse_part,
    relations_of,
)
from etl.workbooks.files.sheet_xml import find_merges

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree import ElementTree as ET

    from etl.workbooks.files.package import Package, SheetPart

_DATA_END: Final = re.compile(rb"</(?:\w+:)?sheetData\s*>|<(?:\w+:)?sheetData\s*/>")
_PRINTED: Final = re.compile(
    rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)(?:\s[^>]*)?>([^<]*)<"
)
_PROMPT: Final = re.compile(
    rb"""<(?:\w+:)?dataValidation\s[^>]*?\bprompt=["']([^"']*)["']"""
)
_SECTION: Final = re.compile("&[LCR]")
_CODE: Final = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|[A-Z])')
_RULES: Final = re.compile(
    rb"<(?:\w+:)?conditionalFormatting([^>]*)>(.*?)</(?:\w+:)?conditionalFormatting>",
    re.DOTALL,
)
_RANGES: Final = re.compile(rb"""\ssqref=["']([^"']*)["']""")
_FORMAT: Final = re.compile(rb"""\sdxfId=["'](\d+)["']""")
_NO_VALUE: Final = re.compile(rb"""\sshowValue=["'](?:0|false)["']""")
_INDEX: Final = re.compile(r"\d{1,7}", re.ASCII)
_NOTES: Final = ("/comments", "/threadedcomment")
_DRAWINGS: Final = ("/drawing",)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands outside the cells of a sheet.

    Attributes:
        merges: Cells merged into one, as `find_merges` says.
        texts: Print headers and footers, notes on cells, and boxes of text.
        struck: Ranges that a condition may strike out, as written; empty: none.
        hidden: Ranges that a condition may hide, as written; empty: none.
        pictures: Cells that pictures and boxes of figures lie on, as merges are said.
    """

    merges: tuple[tuple[int, int, int, int], ...]
    texts: tuple[str, ...]
    struck: str
    hidden: str = ""
    pictures: tuple[tuple[int, int, int, int], ...] = ()


def read_beside(package: Package, part: SheetPart) -> Beside:
    """Read what stands outside the cells of a sheet.

    Raises:
        WorkbookError: The package is damaged.
    """
    tail = _read_tail(package.chunks(part.part))
    return Beside(
        tuple(find_merges([tail])),
        (
            *_printed(tail),
            *_prompts(tail),
            *_notes(package, part),
            *_boxes(package, part),
        ),
        ", ".join(_ranges_of(tail, package.struck_rules)),
        ", ".join(_ranges_of(tail, package.hiding_rules, _NO_VALUE)),
        tuple(_pictures(package, part)),
    )


def _read_tail(chunks: Iterable[bytes]) -> bytes:
    """Return what follows the cells; more than people write is cut off."""
    tail, rest, is_after = bytearray(), b"", False
    for chunk in chunks:
        if is_after:
            tail += chunk[: max(XLSX.beside_bytes - len(tail), 0)]
            continue
        piece = rest + chunk
        if end := _DATA_END.search(piece):
            is_after = True
            tail += piece[end.end() :]
        rest = piece[-XLSX.mark_bytes :]
    return bytes(tail)


def _printed(tail: bytes) -> Iterator[str]:
    """Yield the texts of print headers and footers, without codes of fonts."""
    for found in _PRINTED.findall(tail):
        said = html.unescape(found.decode("utf-8", "replace"))
        for section in _SECTION.split(said):
            if text := _CODE.sub(" ", section).strip():
                yield text


def _prompts(tail: bytes) -> Iterator[str]:
    """Yield the messages of cells to be filled in that name a unit or a currency."""
    for found in _PROMPT.findall(tail):
        text = html.unescape(found.decode("utf-8", "replace")).strip()
        said = read_statement(text)
        if said.multiplier > 1 or said.foreign:
            yield text


def _ranges_of(
    tail: bytes, rules: frozenset[int], mark: re.Pattern[bytes] | None = None
) -> Iterator[str]:
    """Yield the ranges of conditional formats of some numbers, or with a mark."""
    for attributes, inner in _RULES.findall(tail) if rules or mark else ():
        ranges = _RANGES.search(attributes)
        is_marked = mark is not None and mark.search(inner)
        if ranges and (is_marked or rules & set(map(int, _FORMAT.findall(inner)))):
            yield ranges[1].decode("utf-8", "replace")


def _notes(package: Package, part: SheetPart) -> Iterator[str]:
    """Yield the notes that people left on cells."""
    for root in _parts_beside(package, part, _NOTES):
        for element in ("comment", "threadedComment"):
            for note in children_of(root, element):
                for said in children_of(note, "text"):
                    yield "".join(said.itertext()).strip()


def _boxes(package: Package, part: SheetPart) -> Iterator[str]:
    """Yield the paragraphs of boxes of text that lie on a sheet."""
    for root in _parts_beside(package, part, _DRAWINGS):
        for box in children_of(root, "txBody"):
            for paragraph in children_of(box, "p"):
                if text := "".join(paragraph.itertext()).strip():
                    yield text


def _parts_beside(
    package: Package, part: SheetPart, endings: tuple[str, ...]
) -> Iterator[ET.Element]:
    """Yield the parts that a sheet refers to, of the kinds that end so."""
    folder, _, name = part.part.rpartition("/")
    with damage_as_error(), zipfile.ZipFile(package.path) as archive:
        names = set(archive.namelist())
        if f"{folder}/_rels/{name}.rels" not in names:
            return
        for kind, target in relations_of(archive, part.part).values():
            if kind.lower().endswith(endings) and target in names:
                yield parse_part(archive, target)


def _pictures(package: Package, part: SheetPart) -> Iterator[tuple[int, int, int, int]]:
    """Yield the cells under pictures, and under boxes of text that holds figures."""
    for root in _parts_beside(package, part, _DRAWINGS):
        for anchor in root:
            if not _shows_figures(anchor):
                continue
            ends = [_place(corner) for corner in anchor if _is_corner(corner)]
            if found := [end for end in ends if end]:
                yield *found[0], *found[-1]


def _shows_figures(anchor: ET.Element) -> bool:
    if any(True for _ in children_of(anchor, "pic")):
        return True
    texts = (text for box in children_of(anchor, "txBody") for text in box.itertext())
    return re.search(r"\d", "".join(texts)) is not None


def _is_corner(element: ET.Element) -> bool:
    return local_name(element.tag) in {"from", "to"}


def _place(corner: ET.Element) -> tuple[int, int] | None:
    """Return the cell of a corner: rows counted from 1, columns from 0."""
    row, column = (next(children_of(corner, name), None) for name in ("row", "col"))
    texts = [one.text or "" for one in (row, column) if one is not None]
    is_said = len(texts) == 2 and all(map(_INDEX.fullmatch, texts))  # noqa: PLR2004
    return (int(texts[0]) + 1, int(texts[1])) if is_said else None
