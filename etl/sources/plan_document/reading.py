"""From a file to a plan document: UTF-8 text and nothing else, refused in plain words.

What a person may hand over by mistake is recognised by its first bytes, so that the
message can name it and say what to do. Nothing is guessed: a file in another encoding
is refused, not converted, because a wrong guess would change names silently.
"""

from __future__ import annotations

import codecs
import hashlib
from typing import TYPE_CHECKING, Final

from etl.errors import DocumentError
from etl.sources.plan_document.document import PlanDocument, parse_lines
from etl.sources.plan_document.formats import (
    DAMAGED_UTF8,
    detect_encoding,
    detect_format,
)

if TYPE_CHECKING:
    from pathlib import Path

# The longest plan known has half a megabyte and lines of 228 characters: these limits
# leave room for plans six times as long, and noise is refused before it costs time.
MAX_BYTES: Final = 3_000_000
MAX_LINE_LENGTH: Final = 10_000


def read_document(path: Path) -> PlanDocument:
    """Read a text file into numbered lines.

    A byte order mark of UTF-8 is tolerated, and so is a last character that was cut
    in the middle.

    Raises:
        DocumentError: There is no such file, or it is empty, too large, in another
            format or in another encoding.
    """
    content = read_bytes(path)
    text = _decode(content, path.name)
    _check_line_lengths(text, path.name)
    return PlanDocument(
        name=path.name,
        sha256=hashlib.sha256(content).hexdigest(),
        lines=parse_lines(text),
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


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise DocumentError("etl.document_is_folder", path=path)
    if not path.exists():
        raise DocumentError("etl.document_missing", path=path)
    if not path.is_file():
        raise DocumentError("etl.document_no_file", path=path)
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise DocumentError(
            "etl.document_too_large",
            name=path.name,
            found=size // 1_000_000,
            limit=MAX_BYTES // 1_000_000,
        )


def _decode(content: bytes, name: str) -> str:
    found = detect_format(content)
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
