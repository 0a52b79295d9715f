"""A plan as plain text: UTF-8, or refused with the way to make it so."""

from __future__ import annotations

import codecs

from etl.plans.content.thresholds import TEXT
from pazanga.errors import DocumentError
from pazanga.files.signatures import (
    DAMAGED_UTF8,
    detect_encoding,
    is_encrypted,
)


def read_text(content: bytes, name: str, found: str | None) -> str:
    """Decode a text; its lines end as on Unix.

    Args:
        content: The file.
        name: Its name.
        found: Format its first bytes show; none for a text.

    Raises:
        DocumentError: It is of another format or encoding, damaged, or has lines that
            no plan has.
    """
    text = _decode(content, name, found)
    _check_line_lengths(text, name)
    return text


def _decode(content: bytes, name: str, found: str | None) -> str:
    if is_encrypted(content):
        raise DocumentError("document_encrypted", name=name)
    if found:
        raise DocumentError("document_format", name=name, found=found)
    encoding = detect_encoding(content)
    if encoding is None:
        raise DocumentError("document_binary", name=name)
    if encoding == DAMAGED_UTF8:
        raise DocumentError(
            "document_damaged", name=name, line=_first_damaged_line(content)
        )
    if encoding != "UTF-8":
        raise DocumentError("document_encoding", name=name, found=encoding)
    text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="ignore")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _first_damaged_line(content: bytes) -> int:
    text = content.decode("utf-8", errors="replace")
    return text[: text.find("\ufffd")].count("\n") + 1


def _check_line_lengths(text: str, name: str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > TEXT.longest_text_line:
            raise DocumentError(
                "document_line_too_long",
                name=name,
                line=number,
                found=len(line),
                limit=TEXT.longest_text_line,
            )
