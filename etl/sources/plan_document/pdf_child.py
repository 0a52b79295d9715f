"""The child that reads one PDF: limits itself, reads, answers, ends.

It reads the PDF on standard input and writes JSON on standard output: the content, or
with exit code 3 the code and fields of an error. A PDF is a program of sorts, made by
anybody; here it can hang or eat memory without harm.
"""

from __future__ import annotations

import io
import json
import sys
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NoReturn

from etl.errors import DocumentError
from etl.sources.plan_document.content import Paragraph
from etl.sources.plan_document.pdf_checks import check_pages, check_tables
from etl.sources.plan_document.pdf_content import build_content
from etl.sources.plan_document.pdf_page import read_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.sources.plan_document.content import Content, Table
    from etl.sources.plan_document.pdf_page import Page

REFUSED: Final = 3
"""Exit code with which an error is answered instead of content."""

_MEGABYTE: Final = 1 << 20


def main() -> None:
    """Read the PDF on standard input; its name and limits are the one argument."""
    request = json.loads(sys.argv[1])
    _limit_memory(request["memory_mb"])
    try:
        content = _read(sys.stdin.buffer.read(), request["name"], request["pages"])
    except DocumentError as error:
        _refuse(error)
    except MemoryError:
        _refuse(_too_heavy(request))
    _answer({"parts": [_pack(part) for part in content]})


def _limit_memory(megabytes: int) -> None:
    try:
        import resource  # noqa: PLC0415 – not on every system
    except ImportError:
        return
    limit = megabytes * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(content: bytes, name: str, most_pages: int) -> Content:
    try:
        pages = list(_read_pages(content, name, most_pages))
    except (DocumentError, MemoryError):
        raise
    except Exception as error:
        causes = {type(cause) for cause in _causes(error)}
        if MemoryError in causes:
            raise MemoryError from error
        # Whatever else a parser stumbles over, the file is not what it should be.
        raise _explain(error, causes, name) from error
    check_pages(pages, name)
    parts = build_content(pages)
    check_tables(parts, name)
    return parts


def _read_pages(content: bytes, name: str, most_pages: int) -> Iterator[Page]:
    # Only now: whatever is imported counts against the limit.
    import pdfplumber  # noqa: PLC0415
    from pdfminer.pdfpage import PDFPage  # noqa: PLC0415

    with pdfplumber.open(io.BytesIO(content)) as pdf:
        pages = sum(1 for _ in islice(PDFPage.create_pages(pdf.doc), most_pages + 1))
        if pages > most_pages:
            raise DocumentError("etl.pdf_too_long", name=name, limit=most_pages)
        for page in pdf.pages:
            yield read_page(page)
            page.close()


def _causes(error: BaseException) -> Iterator[object]:
    """Give the error and those that the parsers wrapped into it."""
    yield from (error, *error.args, error.__cause__, error.__context__)


def _explain(error: Exception, causes: set[type], name: str) -> DocumentError:
    kinds = {cause.__name__ for cause in causes}
    if kinds & {"PDFPasswordIncorrect", "PDFEncryptionError"}:
        return DocumentError("etl.document_encrypted", name=name)
    return DocumentError("etl.pdf_broken", name=name, reason=type(error).__name__)


def _too_heavy(request: dict[str, Any]) -> DocumentError:
    return DocumentError(
        "etl.pdf_too_heavy", name=request["name"], memory_mb=request["memory_mb"]
    )


def _pack(part: Paragraph | Table) -> Any:  # noqa: ANN401 – what JSON can hold
    if isinstance(part, Paragraph):
        return [part.text, part.page]
    return [
        [[cell.left, cell.right, cell.texts, cell.page] for cell in row]
        for row in part.rows
    ]


def _refuse(error: DocumentError) -> NoReturn:
    _answer({"code": error.code, "fields": error.fields})
    sys.exit(REFUSED)


def _answer(answer: dict[str, Any]) -> None:
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
