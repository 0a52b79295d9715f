"""From a file to a plan document: DOCX, PDF or UTF-8 text, all else refused in words.

The kind of a file is recognised by its first bytes, whatever its name, so that the
message can name what somebody handed over by mistake and say what to do. Nothing is
guessed: a text in another encoding is refused, not converted, because a wrong guess
would change names silently.
"""

from __future__ import annotations

import codecs
import hashlib
from typing import TYPE_CHECKING, Final

from etl.errors import DocumentError
from etl.sources.plan_document.document import PlanDocument, parse_lines
from etl.sources.plan_document.formats import (
    DAMAGED_UTF8,
    DOCX,
    PDF,
    detect_encoding,
    detect_format,
    is_encrypted,
)

if TYPE_CHECKING:
    from pathlib import Path

    from etl.sources.plan_document.content import Content
    from etl.sources.plan_document.document import Line

# The longest plan known has half a megabyte and lines of 228 characters: these limits
# leave room for plans six times as long, and noise is refused before it costs time.
MAX_BYTES: Final = 3_000_000
MAX_LINE_LENGTH: Final = 10_000
# DOCX and PDF carry fonts and pictures as well.
MAX_PRINTED_BYTES: Final = 100_000_000
_PRINTED_MARKS: Final = (b"%PDF-", b"PK\x03\x04")
_LONGEST_MARK: Final = 5


def read_document(path: Path) -> PlanDocument:
    """Read a DOCX, a PDF or a text into numbered lines.

    In a text, a byte order mark of UTF-8 is tolerated, and so is a last character that
    was cut in the middle.

    Raises:
        DocumentError: There is no such file, or it is empty, too large, broken,
            encrypted, of another format or in another encoding.
    """
    content = read_bytes(path)
    return PlanDocument(
        name=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        lines=_read_lines(content, path.name),
    )


def read_bytes(path: Path) -> bytes:
    """Read a whole file of reasonable size.

    Raises:
        DocumentError: The path is no readable file, or the file is empty or too large.
    """
    try:
        _check_file(path)
        content = path.read_bytes()
    except OSError as error:
        raise DocumentError(
            "etl.document_unreadable", path=path, reason=error.strerror
        ) from error
    if not content.removeprefix(codecs.BOM_UTF8).strip():
        raise DocumentError("etl.document_empty", name=path.name)
    return content


def _read_lines(content: bytes, name: str) -> tuple[Line, ...]:
    found = detect_format(content)
    if found in {DOCX, PDF}:
        # Only now: a text is read without what this takes.
        from etl.sources.plan_document.linearise import linearise  # noqa: PLC0415

        read = _read_docx if found == DOCX else _read_pdf
        return linearise(read(content, name))
    text = _decode(content, name, found)
    _check_line_lengths(text, name)
    return parse_lines(text)


def _read_docx(content: bytes, name: str) -> Content:
    from etl.sources.plan_document.docx_content import read_docx  # noqa: PLC0415

    return read_docx(content, name)


def _read_pdf(content: bytes, name: str) -> Content:
    from etl.sources.plan_document.pdf_reading import read_pdf  # noqa: PLC0415

    return read_pdf(content, name)


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise DocumentError("etl.document_is_folder", path=path)
    if not path.exists():
        raise DocumentError("etl.document_missing", path=path)
    if not path.is_file():
        raise DocumentError("etl.document_no_file", path=path)
    _check_size(path, path.stat().st_size)


def _check_size(path: Path, size: int) -> None:
    if size <= MAX_BYTES:
        return
    with path.open("rb") as file:
        is_text = not file.read(_LONGEST_MARK).startswith(_PRINTED_MARKS)
    limit = MAX_BYTES if is_text else MAX_PRINTED_BYTES
    if size > limit:
        raise DocumentError(
            "etl.document_too_large" if is_text else "etl.document_file_too_large",
            name=path.name,
            found=size // 1_000_000,
            limit=limit // 1_000_000,
        )


def _decode(content: bytes, name: str, found: str | None) -> str:
    if is_encrypted(content):
        raise DocumentError("etl.document_encrypted", name=name)
    if found:
        raise DocumentError("etl.document_format", name=name, found=found)
    encoding = detect_encoding(content)
    if encoding is None:
        raise DocumentError("etl.document_binary", name=name)
    if encoding == DAMAGED_UTF8:
        raise DocumentError(
            "etl.document_damaged", name=name, line=_first_damaged_line(content)
        )
    if encoding != "UTF-8":
        raise DocumentError("etl.document_encoding", name=name, found=encoding)
    text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="ignore")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _first_damaged_line(content: bytes) -> int:
    text = content.decode("utf-8", errors="replace")
    return text[: text.find("\ufffd")].count("\n") + 1


def _check_line_lengths(text: str, name: str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE_LENGTH:
            raise DocumentError(
                "etl.document_line_too_long",
                name=name,
                line=number,
                found=len(line),
                limit=MAX_LINE_LENGTH,
            )
