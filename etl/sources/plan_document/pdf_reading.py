"""A PDF as paragraphs and tables, read in a process of its own with limits."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from etl.errors import DocumentError
from etl.sources.plan_document.content import Content, Paragraph, Table, TableCell
from etl.sources.plan_document.pdf_child import REFUSED

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class PdfLimits:
    """What reading one PDF may use.

    Attributes:
        pages: The longest plan known has about 400.
        seconds: Time for all pages.
        memory_mb: Address space of the child.
    """

    pages: int = 2_000
    seconds: float = 900
    memory_mb: int = 3_072


def read_pdf(content: bytes, name: str, limits: PdfLimits | None = None) -> Content:
    """Read a PDF; every part knows its page.

    Raises:
        DocumentError: It is broken, encrypted, too long, a scan without text, or a plan
            whose tables have no rules.
    """
    limits = limits or PdfLimits()
    request = {"name": name, "pages": limits.pages, "memory_mb": limits.memory_mb}
    try:
        child = subprocess.run(  # noqa: S603 – our own module
            [
                *(sys.executable, "-P", "-m", "etl.sources.plan_document.pdf_child"),
                json.dumps(request),
            ],
            input=content,
            capture_output=True,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            "etl.pdf_too_slow", name=name, seconds=limits.seconds
        ) from error
    if child.returncode == REFUSED:
        answer = json.loads(child.stdout)
        raise DocumentError(answer["code"], **answer["fields"])
    if child.returncode < 0:  # killed: memory ran out where nobody could say so
        raise DocumentError("etl.pdf_too_heavy", name=name, memory_mb=limits.memory_mb)
    if child.returncode:
        why = child.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise DocumentError("etl.pdf_broken", name=name, reason=why)
    return tuple(_unpack(json.loads(child.stdout)["parts"]))


def _unpack(parts: list[Any]) -> Iterator[Paragraph | Table]:
    for part in parts:
        if part and isinstance(part[0], str):
            yield Paragraph(*part)
        else:
            yield Table(
                tuple(
                    tuple(
                        TableCell(left, right, tuple(texts), page)
                        for left, right, texts, page in row
                    )
                    for row in part
                )
            )
