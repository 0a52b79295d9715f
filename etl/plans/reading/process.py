"""A document as text, or as paragraphs and tables, read in a child with limits."""

from __future__ import annotations

import atexit
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from etl.plans.content.content import Content, Paragraph, Table, TableCell
from etl.plans.reading.packing import unpack_facts
from pazanga.errors import DocumentError, unpack_error
from pazanga.files.signatures import PDF, detect_format
from pazanga.processes.answering_child import Child, ChildError, ChildLimits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.plans.findings.model import PlanFacts

_MODULE: Final = "etl.plans.reading.reading_child"
_ENDED: Final = {
    "memory": "document_too_heavy",
    "time": "document_too_slow",
}


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """What reading one document may use.

    Attributes:
        pages: The longest plan known has about 400.
        seconds: Time for all pages of a PDF, and for what they say.
        quick_seconds: The same for a DOCX or a text, which take no second.
        memory_mb: Address space of the child.
    """

    pages: int = 2_000
    seconds: float = 900
    quick_seconds: float = 120
    memory_mb: int = 3_072


@dataclass(frozen=True, slots=True)
class ReadContent:
    """What a child gave of a document.

    Attributes:
        content: Paragraphs and tables of a DOCX or a PDF; the text of a text.
        facts: What the document says, where that was asked for.
    """

    content: Content | str
    facts: PlanFacts | None = None


def read_content(
    content: bytes,
    name: str,
    limits: DocumentLimits | None = None,
    *,
    with_facts: bool = False,
) -> ReadContent:
    """Read a document in a child.

    Args:
        content: The file.
        name: Its name.
        limits: What reading it may use.
        with_facts: Whether what it says is wanted as well.

    Raises:
        DocumentError: It cannot be read, or not within the limits; or it is no plan,
            where its facts are wanted.
    """
    answer = _ask(content, name, limits or DocumentLimits(), with_facts=with_facts)
    if "error" in answer:
        raise unpack_error(answer["error"])
    facts = unpack_facts(answer["facts"]) if with_facts else None
    if "text" in answer:
        return ReadContent(answer["text"], facts)
    return ReadContent(tuple(_unpack(answer["parts"])), facts)


def _ask(
    content: bytes, name: str, limits: DocumentLimits, *, with_facts: bool
) -> dict[str, Any]:
    is_pdf = detect_format(content) == PDF
    seconds = limits.seconds if is_pdf else min(limits.quick_seconds, limits.seconds)
    with TemporaryDirectory(prefix="pazanga-") as folder:
        path = Path(folder) / "document"
        path.write_bytes(content)
        request = {"path": str(path), "name": name, "pages": limits.pages}
        try:
            return _child(limits).ask({**request, "facts": with_facts}, seconds)
        except ChildError as ended:
            raise _explain(ended, name) from ended


@cache
def _child(limits: DocumentLimits) -> Child:
    """Return the child for these limits; it ends with this process."""
    child = Child(
        _MODULE,
        ChildLimits(memory_mb=limits.memory_mb, seconds=limits.seconds, answer_mb=256),
    )
    atexit.register(child.close)
    return child


def _explain(ended: ChildError, name: str) -> DocumentError:
    code = _ENDED.get(ended.reason, "document_breaks_reader")
    return DocumentError(
        code, name=name, seconds=ended.limits.seconds, memory_mb=ended.limits.memory_mb
    )


def _unpack(parts: list[Any]) -> Iterator[Paragraph | Table]:
    for part in parts:
        if part and isinstance(part[0], str):
            yield Paragraph(*part)
        else:
            yield Table(
                tuple(
                    tuple(
                        TableCell(
                            *(left, right, tuple(texts), page, rows),
                            *map(tuple, words),
                        )
                        for left, right, texts, page, rows, *words in row
                    )
                    for row in part
                )
            )
