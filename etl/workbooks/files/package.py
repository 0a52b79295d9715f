"""The package an XLSX file is: a ZIP of XML parts, opened within limits.

What it declares is checked before anything is unpacked: size, ratio, number of sheets.
"""

from __future__ import annotations

import lzma
import posixpath
import re
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from etl.workbooks.cells.dates import EPOCH_1900, EPOCH_1904
from etl.workbooks.cells.number_forms import PLAIN_FORM, NumberForm, parse_form
from etl.workbooks.contract.notes import DAMAGED
from etl.workbooks.files.colours import find_hiding_rules, find_pale_styles
from etl.workbooks.files.elements import children_of, local_name
from etl.workbooks.files.limits import XLSX
from etl.workbooks.files.sheet_cells import whole_tags
from pazanga.errors import WorkbookError
from pazanga.personal_codes import mask_personal_codes

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from etl.workbooks.files.limits import FileLimits

OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGIC: Final = b"PK"
PDF_MAGIC: Final = b"%PDF-"
DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    ET.ParseError,
)
"""What the libraries raise when a package is damaged."""

_WORD_FOLDER: Final = "word/"
_BINARY: Final = ".bin"
"""Ending of the parts of an XLSB workbook, which are no XML."""

_PERCENT_FORMATS: Final = frozenset({9, 10})
_UNIQUE_COUNT: Final = re.compile(rb'uniqueCount="(\d+)"')
_TEXT: Final = re.compile(rb"<(?:\w+:)?si[ />]")
_ODD_TEXT: Final = re.compile(rb"<(?:\w+:)?(?:strike|vertAlign)[ />]")
_ON: Final = frozenset({"1", "true"})
_SHARED: Final = "sharedstrings.xml"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet a workbook declares.

    Attributes:
        name: Its name.
        part: Part of the package that holds it.
        is_visible: Whether it is shown.
        size: Bytes of the part, unpacked.
        shown: Its name as it is kept and said, without personal codes.
    """

    name: str
    part: str
    is_visible: bool
    size: int
    shown: str


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Package:
    """What an XLSX file declares.

    Attributes:
        path: The file.
        sheets: Sheets in the order of the workbook; charts and macros left out.
        epoch: Day the workbook counts its days from.
        forms: How numbers are shown, by cell style; plain ones are left out.
        struck: Cell styles that strike out what the cell shows.
        odd_texts: Parts with shared texts that are struck out or raised.
        struck_rules: Conditional formats that strike out what a cell shows.
        doubts_zero: Whether the program that wrote it left formulas to be computed by
            the one that opens it: 0 may stand for a result that nobody has computed.
        pale: Cell styles that write in the colour of their ground.
        hiding_rules: Conditional formats that hide what a cell holds.
        is_manual: Whether its formulas are computed only when a person says so.
    """

    path: Path
    sheets: tuple[SheetPart, ...]
    epoch: date
    forms: Mapping[int, NumberForm]
    struck: frozenset[int] = frozenset()
    odd_texts: tuple[str, ...] = ()
    struck_rules: frozenset[int] = frozenset()
    doubts_zero: bool = False
    pale: frozenset[int] = frozenset()
    hiding_rules: frozenset[int] = frozenset()
    is_manual: bool = False

    def chunks(self, part: str) -> Generator[bytes]:
        """Unpack a part piece by piece; its checksum is checked at the end."""
        with (
            damage_as_error(),
            zipfile.ZipFile(self.path) as archive,
            archive.open(part) as stream,
        ):
            while chunk := stream.read(XLSX.chunk_bytes):
                yield chunk


@contextmanager
def damage_as_error() -> Iterator[None]:
    """Raise a clear error for whatever a damaged package raises, wherever it does."""
    try:
        yield
    except DAMAGE as error:
        raise WorkbookError("broken", reason=DAMAGED) from error


def inspect_package(path: Path, limits: FileLimits) -> Package:
    """Read the parts of an XLSX file after checking what it declares.

    Raises:
        WorkbookError: It is no XLSX file, encrypted, damaged, or too large unpacked.
    """
    with damage_as_error(), zipfile.ZipFile(path) as archive:
        _check_size(archive, path, limits)
        return _describe(path, archive, limits)


def _check_size(archive: zipfile.ZipFile, path: Path, limits: FileLimits) -> None:
    parts = archive.infolist()
    if len({part.filename.lower() for part in parts}) < len(parts):
        raise WorkbookError("broken", reason="ZIP: 2 × 1")
    if any(part.flag_bits & 1 for part in parts):
        raise WorkbookError("encrypted")
    if len(parts) > XLSX.parts:
        raise WorkbookError("too_many_parts", found=len(parts), limit=XLSX.parts)
    unpacked = sum(part.file_size for part in parts)
    packed = max(path.stat().st_size, 1)
    most = max(limits.unpacked_ratio * packed, limits.free_ratio_bytes)
    most = min(most, limits.unpacked_bytes)
    if unpacked > most:
        fields = {"found": unpacked // 2**20, "limit": most // 2**20}
        raise WorkbookError("unpacks_too_large", packed=-(-packed // 2**20), **fields)


def _describe(path: Path, archive: zipfile.ZipFile, limits: FileLimits) -> Package:
    main = _main_part(archive)
    if main.startswith(_WORD_FOLDER):
        raise WorkbookError("document")
    root = parse_part(archive, main)
    targets = relations_of(archive, main)
    sheets: list[SheetPart] = []
    for sheet in children_of(root, "sheet"):
        relation = next((v for k, v in sheet.items() if local_name(k) == "id"), "")
        kind, target = targets.get(relation, ("", ""))
        if kind.endswith("/worksheet"):
            is_visible = sheet.get("state", "visible") == "visible"
            size = archive.getinfo(target).file_size
            name = sheet.get("name", "")
            shown = mask_personal_codes(name, is_code=True)
            if shown != name:  # two sheets must not get one name
                shown = f"{shown} ({len(sheets) + 1})"
            sheets.append(SheetPart(name, target, is_visible, size, shown))
    _check_sheets(sheets)
    if len(sheets) > limits.sheets:
        raise WorkbookError("too_many_sheets", found=len(sheets), limit=limits.sheets)
    texts = _find_texts(archive)
    odd = tuple(name for name in texts if _check_texts(archive, name, limits))
    is_1904 = any(
        properties.get("date1904") in {"1", "true"}
        for properties in children_of(root, "workbookPr")
    )
    return Package(
        path,
        tuple(sheets),
        EPOCH_1904 if is_1904 else EPOCH_1900,
        _number_forms(archive, main),
        _struck_styles(archive, main),
        odd,
        _struck_rules(archive, main),
        _leaves_formulas(root),
        *_hiding_styles(archive, main),
        any(c.get("calcMode") == "manual" for c in children_of(root, "calcPr")),
    )


def _leaves_formulas(root: ET.Element) -> bool:
    """Whether formulas are to be computed anew when the workbook is opened."""
    return any(
        calculation.get("fullCalcOnLoad") in _ON
        or calculation.get("calcCompleted", "1") not in _ON
        for calculation in children_of(root, "calcPr")
    )


def _check_sheets(sheets: Sequence[SheetPart]) -> None:
    """Refuse two sheets of one name or one part: one would be read in place of both."""
    for of_all in ([sheet.name for sheet in sheets], [sheet.part for sheet in sheets]):
        if len(set(of_all)) < len(of_all):
            raise WorkbookError("broken", reason="<sheet> × 2")


def _main_part(archive: zipfile.ZipFile) -> str:
    for relation in children_of(parse_part(archive, "_rels/.rels"), "Relationship"):
        if relation.get("Type", "").endswith("/officeDocument"):
            part = relation.get("Target", "").lstrip("/")
            if part.lower().endswith(_BINARY):
                raise WorkbookError("not_a_workbook")
            return part
    raise WorkbookError("not_a_workbook")


def relations_of(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return kind and target of the parts that a part refers to, by their mark.

    Raises:
        WorkbookError: It refers to none, or to two by one mark.
    """
    folder, name = posixpath.split(part)
    root = parse_part(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    relations = {}
    for relation in children_of(root, "Relationship"):
        if relation.get("Id", "") in relations:
            raise WorkbookError("broken", reason="<Relationship> × 2")
        target = posixpath.normpath(posixpath.join(folder, relation.get("Target", "")))
        relations[relation.get("Id", "")] = (
            relation.get("Type", ""),
            target.lstrip("/"),
        )
    return relations


def _number_forms(archive: zipfile.ZipFile, main: str) -> dict[int, NumberForm]:
    """Find the cell styles that show a number with something beside it."""
    name = posixpath.join(posixpath.dirname(main), "styles.xml")
    if name not in archive.namelist():
        return {}
    root = parse_part(archive, name)
    codes = dict.fromkeys(_PERCENT_FORMATS, "0%")
    for form in children_of(root, "numFmt"):
        codes[int(form.get("numFmtId", "-1"))] = form.get("formatCode", "")
    styles = next(children_of(root, "cellXfs"), None)
    forms = (
        (index, parse_form(codes.get(int(style.get("numFmtId", "0")), "")))
        for index, style in enumerate(styles if styles is not None else ())
    )
    return {index: form for index, form in forms if form != PLAIN_FORM}


def _check_texts(archive: zipfile.ZipFile, name: str, limits: FileLimits) -> bool:
    """Unpack a table of texts whole and count them; the reader keeps all of them.

    Returns:
        Whether any text is struck out or raised.

    Raises:
        WorkbookError: It holds more than it declares, or than it may.
    """
    count, is_odd = 0, False
    with archive.open(name) as stream:
        declared = _UNIQUE_COUNT.search(stream.read(4096))
    with archive.open(name) as stream:
        for chunk in whole_tags(iter(lambda: stream.read(XLSX.chunk_bytes), b"")):
            count += len(_TEXT.findall(chunk))
            is_odd = is_odd or bool(_ODD_TEXT.search(chunk))
            if count > limits.texts:
                found = limits.texts
                raise WorkbookError("too_many_texts", limit=found)
    if declared and int(declared[1]) > count:
        raise WorkbookError("broken", reason="sharedStrings uniqueCount")
    return is_odd


def _find_texts(archive: zipfile.ZipFile) -> list[str]:
    """Find the parts with shared texts, however their names are spelt."""
    return [name for name in archive.namelist() if name.lower().endswith(_SHARED)]


def _struck_styles(archive: zipfile.ZipFile, main: str) -> frozenset[int]:
    """Find the cell styles that strike text out: by a line, or by a diagonal border."""
    name = posixpath.join(posixpath.dirname(main), "styles.xml")
    if name not in archive.namelist():
        return frozenset()
    root = parse_part(archive, name)
    fonts = next(children_of(root, "fonts"), None)
    struck = {
        index
        for index, font in enumerate(fonts if fonts is not None else ())
        for mark in children_of(font, "strike")
        if mark.get("val", "1") in _ON
    }
    borders = next(children_of(root, "borders"), None)
    crossed = {
        index
        for index, border in enumerate(borders if borders is not None else ())
        if _crosses_out(border)
    }
    styles = next(children_of(root, "cellXfs"), None)
    return frozenset(
        index
        for index, style in enumerate(styles if styles is not None else ())
        if int(style.get("fontId", "0")) in struck
        or int(style.get("borderId", "0")) in crossed
    )


def _crosses_out(border: ET.Element) -> bool:
    """Whether a border draws a line through the cell, from corner to corner."""
    is_drawn = any(
        line.get("style", "none") != "none" for line in children_of(border, "diagonal")
    )
    return is_drawn and any(
        border.get(name) in _ON for name in ("diagonalUp", "diagonalDown")
    )


def _hiding_styles(
    archive: zipfile.ZipFile, main: str
) -> tuple[frozenset[int], frozenset[int]]:
    """Find the cell styles and the conditional formats that nobody can read."""
    name = posixpath.join(posixpath.dirname(main), "styles.xml")
    if name not in archive.namelist():
        return frozenset(), frozenset()
    root = parse_part(archive, name)
    return find_pale_styles(root), find_hiding_rules(root)


def _struck_rules(archive: zipfile.ZipFile, main: str) -> frozenset[int]:
    """Find the conditional formats that strike text out."""
    name = posixpath.join(posixpath.dirname(main), "styles.xml")
    if name not in archive.namelist():
        return frozenset()
    formats = next(children_of(parse_part(archive, name), "dxfs"), None)
    return frozenset(
        index
        for index, form in enumerate(formats if formats is not None else ())
        if any(mark.get("val", "1") in _ON for mark in children_of(form, "strike"))
    )


def parse_part(archive: zipfile.ZipFile, name: str) -> ET.Element:
    """Parse a small part; no document types, so nothing can expand."""
    if name not in archive.namelist():
        raise WorkbookError("not_a_workbook")
    with archive.open(name) as stream:
        data = stream.read(XLSX.part_bytes)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise WorkbookError("broken", reason="DOCTYPE")
    return ET.fromstring(data)  # noqa: S314 - document types are refused above
