"""Headers, footers and notes of a DOCX: print around the text, and no part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from etl.plans.content.docx.elements import W
from etl.plans.content.docx.paragraphs import read_paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from lxml.etree import _Element as Element

    from etl.plans.content.docx.paragraphs import OpenDocx

_KINDS: Final = ("/header", "/footer", "/footnotes", "/endnotes")


def read_margins(document: Document, docx: OpenDocx) -> Iterator[str]:
    """Yield the paragraphs of headers, footers, footnotes and endnotes.

    Args:
        document: The open file.
        docx: What its paragraphs are read with.
    """
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(_KINDS):
            part = _parse(relation.target_part.blob)
            for paragraph in part.iter(f"{W}p"):
                yield from read_paragraph(paragraph, docx)
    docx.take_boxes()
    docx.take_unread()


def _parse(blob: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(blob, parser)
