"""A DOCX file opened with care: sizes first, nothing run, nothing fetched.

A DOCX is a ZIP of XML parts. What it declares is checked before anything is unpacked;
macros are refused, and what lies outside the file is never asked for.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from pazanga.errors import DocumentError

if TYPE_CHECKING:
    from docx.document import Document

MAX_UNPACKED_BYTES: Final = 200_000_000
MAX_TEXT_BYTES: Final = 60_000_000
MAX_PARTS: Final = 5_000

_MEGABYTE: Final = 1_000_000
_TEXT_PARTS: Final = (".xml", ".rels")
_TYPES: Final = "[Content_Types].xml"
_MACROS: Final = b"macroEnabled"
_STRICT: Final = b"purl.oclc.org/ooxml"
_DOCTYPES: Final = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le"))


def open_docx(content: bytes, name: str) -> Document:
    """Open a DOCX file that is what it says, and not more than a plan can be.

    Raises:
        DocumentError: It is broken, has macros, declares XML entities, unpacks to more
            than a plan can be, or is of the strict variant.
    """
    # These libraries are imported late: texts are read without them.
    from docx import Document  # noqa: PLC0415
    from lxml.etree import LxmlError  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_sizes(archive, name)
            _check_parts(archive, name)
        return Document(io.BytesIO(content))
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
        *(LxmlError, KeyError, ValueError, AttributeError, OSError),
    ) as error:
        raise DocumentError("docx_broken", name=name, reason=error) from error


def _check_sizes(archive: zipfile.ZipFile, name: str) -> None:
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    texts = sum(part.file_size for part in parts if _is_text(part))
    is_text = texts > MAX_TEXT_BYTES
    if is_text or total > MAX_UNPACKED_BYTES or len(parts) > MAX_PARTS:
        raise DocumentError(
            "docx_too_large",
            name=name,
            found=(texts if is_text else total) // _MEGABYTE,
            limit=(MAX_TEXT_BYTES if is_text else MAX_UNPACKED_BYTES) // _MEGABYTE,
            parts=len(parts),
            most=MAX_PARTS,
        )


def _check_parts(archive: zipfile.ZipFile, name: str) -> None:
    names = archive.namelist()
    has_project = any(part.lower().endswith("vbaproject.bin") for part in names)
    if has_project or _MACROS in archive.read(_TYPES):
        raise DocumentError("docx_macros", name=name)
    for part in archive.infolist():
        if _is_text(part):
            text = archive.read(part)
            if any(mark in text for mark in _DOCTYPES):
                raise DocumentError("docx_entities", name=name, part=part.filename)
    if _STRICT in archive.read("_rels/.rels"):
        raise DocumentError("docx_strict", name=name)


def _is_text(part: zipfile.ZipInfo) -> bool:
    return part.filename.lower().endswith(_TEXT_PARTS)
