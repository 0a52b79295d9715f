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

from etl.sources.workbooks.dates import EPOCH_1900, EPOCH_1904
from etl.sources.workbooks.errors import WorkbookError
from etl.sources.workbooks.sheet_xml import CHUNK_BYTES

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from datetime import date
    from pathlib import Path

    from etl.sources.workbooks.limits import Limits

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
_PART_BYTES: Final = 2**24
_MAX_PARTS: Final = 10_000
_PERCENT_FORMATS: Final = frozenset({9, 10})
_LITERALS: Final = re.compile(r'"[^"]*"|\\.|_.|\*.')
_UNIQUE_COUNT: Final = re.compile(rb'uniqueCount="(\d+)"')
_SHORTEST_TEXT: Final = len("<si/>")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet a workbook declares.

    Attributes:
        name: Its name.
        part: Part of the package that holds it.
        is_visible: Whether it is shown.
        size: Bytes of the part, unpacked.
    """

    name: str
    part: str
    is_visible: bool
    size: int


@dataclass(frozen=True, slots=True)
class Package:
    """What an XLSX file declares.

    Attributes:
        path: The file.
        sheets: Sheets in the order of the workbook; charts and macros left out.
        epoch: Day the workbook counts its days from.
        percent_styles: Numbers of the cell styles that show percent.
    """

    path: Path
    sheets: tuple[SheetPart, ...]
    epoch: date
    percent_styles: frozenset[int]

    def chunks(self, part: str) -> Generator[bytes]:
        """Unpack a part piece by piece; its checksum is checked at the end."""
        with (
            _damage_as_error(),
            zipfile.ZipFile(self.path) as archive,
            archive.open(part) as stream,
        ):
            while chunk := stream.read(CHUNK_BYTES):
                yield chunk


@contextmanager
def _damage_as_error() -> Iterator[None]:
    """Turn what a damaged package raises, wherever it is met, into a clear error."""
    try:
        yield
    except DAMAGE as error:
        raise WorkbookError("broken", reason=str(error)) from error


def inspect_package(path: Path, limits: Limits) -> Package:
    """Look into an XLSX file after checking what it declares.

    Raises:
        WorkbookError: It is no XLSX file, encrypted, damaged, or too large unpacked.
    """
    with _damage_as_error(), zipfile.ZipFile(path) as archive:
        _check_size(archive, path, limits)
        return _describe(path, archive, limits)


def _check_size(archive: zipfile.ZipFile, path: Path, limits: Limits) -> None:
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise WorkbookError("encrypted")
    unpacked = sum(part.file_size for part in parts)
    ratio = unpacked / max(path.stat().st_size, 1)
    is_bomb = unpacked > limits.free_ratio_bytes and ratio > limits.unpacked_ratio
    if is_bomb or unpacked > limits.unpacked_bytes or len(parts) > _MAX_PARTS:
        raise WorkbookError(
            "unpacks_too_large",
            found=unpacked // 2**20,
            limit=limits.unpacked_bytes // 2**20,
            ratio=round(ratio),
        )


def _describe(path: Path, archive: zipfile.ZipFile, limits: Limits) -> Package:
    main = _main_part(archive)
    if main.startswith(_WORD_FOLDER):
        raise WorkbookError("document")
    root = _parse(archive, main)
    targets = _relations(archive, main)
    sheets = []
    for sheet in _children(root, "sheet"):
        relation = next((v for k, v in sheet.items() if _local(k) == "id"), "")
        kind, target = targets.get(relation, ("", ""))
        if kind.endswith("/worksheet"):
            is_visible = sheet.get("state", "visible") == "visible"
            size = archive.getinfo(target).file_size
            sheets.append(SheetPart(sheet.get("name", ""), target, is_visible, size))
    if len(sheets) > limits.sheets:
        raise WorkbookError("too_many_sheets", found=len(sheets), limit=limits.sheets)
    _check_shared_texts(archive, main)
    is_1904 = any(
        properties.get("date1904") in {"1", "true"}
        for properties in _children(root, "workbookPr")
    )
    return Package(
        path,
        tuple(sheets),
        EPOCH_1904 if is_1904 else EPOCH_1900,
        _percent_styles(archive, main),
    )


def _main_part(archive: zipfile.ZipFile) -> str:
    for relation in _children(_parse(archive, "_rels/.rels"), "Relationship"):
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    raise WorkbookError("not_a_workbook")


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    folder, name = posixpath.split(part)
    root = _parse(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    relations = {}
    for relation in _children(root, "Relationship"):
        target = posixpath.normpath(posixpath.join(folder, relation.get("Target", "")))
        relations[relation.get("Id", "")] = (
            relation.get("Type", ""),
            target.lstrip("/"),
        )
    return relations


def _percent_styles(archive: zipfile.ZipFile, main: str) -> frozenset[int]:
    """Find the cell styles whose number format shows a percent sign."""
    name = posixpath.join(posixpath.dirname(main), "styles.xml")
    if name not in archive.namelist():
        return frozenset()
    root = _parse(archive, name)
    formats = set(_PERCENT_FORMATS)
    for form in _children(root, "numFmt"):
        if "%" in _LITERALS.sub("", form.get("formatCode", "")):
            formats.add(int(form.get("numFmtId", "-1")))
    styles = next(_children(root, "cellXfs"), None)
    return frozenset(
        index
        for index, style in enumerate(styles if styles is not None else ())
        if int(style.get("numFmtId", "0")) in formats
    )


def _check_shared_texts(archive: zipfile.ZipFile, main: str) -> None:
    """Refuse a table of texts that declares more texts than it can hold."""
    name = posixpath.join(posixpath.dirname(main), "sharedStrings.xml")
    if name not in archive.namelist():
        return
    with archive.open(name) as stream:
        declared = _UNIQUE_COUNT.search(stream.read(4096))
    size = archive.getinfo(name).file_size
    if declared and int(declared[1]) > size // _SHORTEST_TEXT + 1:
        raise WorkbookError("broken", reason="sharedStrings uniqueCount")


def _parse(archive: zipfile.ZipFile, name: str) -> ET.Element:
    """Parse a small part; no document types, so nothing can expand."""
    if name not in archive.namelist():
        raise WorkbookError("not_a_workbook")
    with archive.open(name) as stream:
        data = stream.read(_PART_BYTES)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise WorkbookError("broken", reason="DOCTYPE")
    return ET.fromstring(data)  # noqa: S314 - document types are refused above


def _children(root: ET.Element, name: str) -> Iterator[ET.Element]:
    return (element for element in root.iter() if _local(element.tag) == name)


def _local(name: str) -> str:
    return name.rpartition("}")[2]
