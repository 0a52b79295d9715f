"""What the child does that reads plan documents: one document a request.

A PDF is a program of sorts, a DOCX an archive, made by anybody; here they can hang or
eat memory without harm.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from etl.plans.content.content import Paragraph
from etl.plans.content.document import PlanDocument
from etl.plans.content.linearise import number_lines
from etl.plans.content.text import read_text
from pazanga.errors import DocumentError, pack_error
from pazanga.files.signatures import DOCX, PDF, detect_format

if TYPE_CHECKING:
    from collections.abc import Mapping

    from etl.plans.content.content import Content, Table

# The longest plan known has half a million, cells included.
MOST_CHARACTERS: Final = 3_000_000


def answer(request: Mapping[str, Any]) -> dict[str, Any]:
    """Read a document: its text or its parts, or an error that was packed.

    Args:
        request: `path` of the file, its `name`, and `pages`, the most that are read;
            `facts`, whether what the document says is wanted as well.
    """
    content, name = Path(request["path"]).read_bytes(), request["name"]
    try:
        read = _read(content, name, request["pages"])
        _check_length(read, name)
        facts = _read_facts(read, name) if request.get("facts") else {}
    except DocumentError as error:
        return {"error": pack_error(error)}
    if isinstance(read, str):
        return {"text": read, **facts}
    return {"parts": [_pack(part) for part in read], **facts}


def _read(content: bytes, name: str, pages: int) -> Content | str:
    found = detect_format(content)
    if found == PDF:
        return _read_pdf(content, name, pages)
    if found == DOCX:
        return _read_docx(content, name)
    return read_text(content, name, found)


def _check_length(read: Content | str, name: str) -> None:
    """Refuse a document that says more than any plan, however small its file."""
    length = len(read) if isinstance(read, str) else sum(map(_length, read))
    if length > MOST_CHARACTERS:
        raise DocumentError(
            "document_too_long",
            name=name,
            found=length // 1_000_000,
            limit=MOST_CHARACTERS // 1_000_000,
        )


def _length(part: Paragraph | Table) -> int:
    if isinstance(part, Paragraph):
        return len(part.text) + 1
    return sum(len(cell.text) + 1 for row in part.rows for cell in row)


def _read_facts(read: Content | str, name: str) -> dict[str, Any]:
    # These are imported late: a document that is only shown needs none of them.
    from etl.plans.reading.facts import read_facts  # noqa: PLC0415
    from etl.plans.reading.packing import pack_facts  # noqa: PLC0415

    document = PlanDocument(name, "", *number_lines(read))
    return {"facts": pack_facts(read_facts(document))}


def _read_pdf(content: bytes, name: str, pages: int) -> Content:
    # The import comes late: it counts against the limit.
    from etl.plans.content.pdf.file import read_pdf_file  # noqa: PLC0415

    return read_pdf_file(content, name, pages)


def _read_docx(content: bytes, name: str) -> Content:
    from etl.plans.content.docx.reader import read_docx  # noqa: PLC0415

    return read_docx(content, name)


def _pack(part: Paragraph | Table) -> Any:  # noqa: ANN401 – what JSON can hold
    if isinstance(part, Paragraph):
        return [part.text, part.page, part.is_margin]
    return [
        [
            [
                *(cell.left, cell.right, cell.texts, cell.page, cell.rows),
                *(cell.left_out, cell.floating, cell.unread),
            ]
            for cell in row
        ]
        for row in part.rows
    ]
