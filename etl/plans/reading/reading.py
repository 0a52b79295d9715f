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

from etl.plans.content.document import PlanDocument
from etl.plans.content.linearise import number_lines
from etl.plans.findings.model import PlanFacts
from etl.plans.reading.process import ReadContent, read_content
from pazanga.errors import DocumentError

if TYPE_CHECKING:
    from pathlib import Path

# The longest plan known has half a megabyte; six times that is room enough, and
# refuses noise before it costs time.
MAX_BYTES: Final = 3_000_000
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
    return _number(content, path.name, read_content(content, path.name))


def read_plan(path: Path) -> tuple[PlanDocument, PlanFacts]:
    """Read a plan into numbered lines, and all that it says.

    Raises:
        DocumentError: It cannot be read, or is neither the form nor slides of a plan.
    """
    content = read_bytes(path)
    read = read_content(content, path.name, with_facts=True)
    return _number(content, path.name, read), read.facts or PlanFacts(rows={})


def read_bytes(path: Path) -> bytes:
    """Read a whole file of reasonable size.

    Raises:
        DocumentError: The path is no readable file, or the file is empty or too large.
    """
    try:
        _check_file(path)
        content = path.read_bytes()
    except OSError as error:
        raise DocumentError("document_unreadable", path=path, reason=error) from error
    if not content.removeprefix(codecs.BOM_UTF8).strip():
        raise DocumentError("document_empty", name=path.name)
    return content


def _number(content: bytes, name: str, read: ReadContent) -> PlanDocument:
    sha256 = hashlib.sha256(content).hexdigest()
    return PlanDocument(name, sha256, *number_lines(read.content))


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise DocumentError("document_is_folder", path=path)
    if not path.exists():
        raise DocumentError("document_missing", path=path)
    if not path.is_file():
        raise DocumentError("document_no_file", path=path)
    _check_size(path, path.stat().st_size)


def _check_size(path: Path, size: int) -> None:
    if size <= MAX_BYTES:
        return
    with path.open("rb") as file:
        is_text = not file.read(_LONGEST_MARK).startswith(_PRINTED_MARKS)
    limit = MAX_BYTES if is_text else MAX_PRINTED_BYTES
    if size > limit:
        raise DocumentError(
            "document_too_large" if is_text else "document_file_too_large",
            name=path.name,
            found=size // 1_000_000,
            limit=limit // 1_000_000,
        )
