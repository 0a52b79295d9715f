"""A PDF opened page by page; it runs in the child, which has limits."""

from __future__ import annotations

import io
from itertools import islice
from typing import TYPE_CHECKING

from etl.plans.content.pdf.checks import check_pages, check_tables
from etl.plans.content.pdf.joined_pages import build_content
from etl.plans.content.pdf.printed_page import read_page
from etl.plans.content.pdf.thresholds import PDF
from pazanga.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.plans.content.content import Content
    from etl.plans.content.pdf.printed_page import Page


def read_pdf_file(content: bytes, name: str, most_pages: int) -> Content:
    """Read a PDF; every part knows its page.

    Args:
        content: The file.
        name: Its name.
        most_pages: A longer one is refused.

    Raises:
        DocumentError: It is broken, encrypted, too long, a scan without text, under too
            many notes, with figures in hidden layers, or a plan whose tables have no
            rules.
        MemoryError: The child may not use as much memory as it takes.
    """
    try:
        pages = list(_read_pages(content, name, most_pages))
    except (DocumentError, MemoryError):
        raise
    except Exception as error:
        causes = {type(cause) for cause in _causes(error)}
        if MemoryError in causes:
            raise MemoryError from error
        # Any other error of a parser means that the file is damaged.
        raise _explain(error, causes, name) from error
    check_pages(pages, name)
    parts = build_content(pages)
    check_tables(parts, name)
    return parts


def _read_pages(content: bytes, name: str, most_pages: int) -> Iterator[Page]:
    # The imports come late: they count against the limit.
    import pdfplumber  # noqa: PLC0415
    from pdfminer.pdfpage import PDFPage  # noqa: PLC0415

    from etl.plans.content.pdf.annotations import count_annotations  # noqa: PLC0415
    from etl.plans.content.pdf.layers import HiddenFiguresError  # noqa: PLC0415
    from etl.plans.content.pdf.seen_text import open_seen_page  # noqa: PLC0415

    with pdfplumber.open(io.BytesIO(content)) as pdf:
        pages = sum(1 for _ in islice(PDFPage.create_pages(pdf.doc), most_pages + 1))
        if pages > most_pages:
            raise DocumentError("pdf_too_long", name=name, limit=most_pages)
        for page in pdf.pages:
            if count_annotations(page.page_obj) > PDF.annotations:
                limit = PDF.annotations
                raise DocumentError(
                    "pdf_notes", name=name, page=page.page_number, limit=limit
                )
            try:
                seen = open_seen_page(page)
            except HiddenFiguresError as error:
                number = page.page_number
                raise DocumentError("pdf_layers", name=name, page=number) from error
            yield read_page(seen)
            seen.close()
            page.close()


def _causes(error: BaseException) -> Iterator[object]:
    """Return the error and those that the parsers wrapped into it."""
    yield from (error, *error.args, error.__cause__, error.__context__)


def _explain(error: Exception, causes: set[type], name: str) -> DocumentError:
    kinds = {cause.__name__ for cause in causes}
    if kinds & {"PDFPasswordIncorrect", "PDFEncryptionError"}:
        return DocumentError("document_encrypted", name=name)
    return DocumentError("pdf_broken", name=name, reason=error)
