"""A DOCX file as paragraphs and tables, exactly as its author wrote them.

What is printed is read: list numbers, capitals of a style, inserted words. What is not
printed is left out: deleted and hidden words, notes, codes of fields, text boxes.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

from etl.sources.plan_document.content import (
    Content,
    Paragraph,
    Table,
    TableCell,
    TableRow,
    clean_text,
)
from etl.sources.plan_document.docx_package import open_docx

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from etl.sources.plan_document.docx_numbering import Numbering

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH_TEXT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
# Elements that only wrap others: content controls, insertions, links, fields …
_WRAPPERS: Final = frozenset(
    f"{_W}{tag}"
    for tag in (
        *("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"),
        *("hyperlink", "fldSimple", "bdo", "dir"),
    )
)
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PRINTED: Final = {
    f"{_W}tab": " ",
    f"{_W}ptab": " ",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}


def read_docx(content: bytes, name: str) -> Content:
    """Read a DOCX file; pages are not known.

    Raises:
        DocumentError: It is no DOCX that can be read.
    """
    document = open_docx(content, name)
    from etl.sources.plan_document.docx_numbering import (  # noqa: PLC0415
        read_numbering,
    )
    from etl.sources.plan_document.docx_styles import read_styles  # noqa: PLC0415

    numbering = read_numbering(document, read_styles(document))
    return tuple(_read_parts(document.element.body, numbering))


def _children(parent: Element) -> Iterator[Element]:
    """Give the elements of a parent, and of what only wraps them."""
    for child in parent.iterchildren():
        if child.tag in _WRAPPERS:
            yield from _children(child)
        else:
            yield child


def _read_parts(parent: Element, numbering: Numbering) -> Iterator[Paragraph | Table]:
    for child in _children(parent):
        if child.tag == f"{_W}p":
            texts = _read_paragraph(child, numbering)
            yield from (Paragraph(text) for text in texts)
        elif child.tag == f"{_W}tbl":
            yield Table(tuple(_read_rows(child, numbering)))


def _read_paragraph(paragraph: Element, numbering: Numbering) -> tuple[str, ...]:
    """Give the lines an author parted a paragraph into: mostly one, or none."""
    printed = numbering.count(paragraph) + "".join(
        _read_run(run, paragraph, numbering) for run in _children(paragraph)
    )
    texts = (clean_text(line) for line in printed.split("\n"))
    return tuple(text for text in texts if text)


def _read_run(run: Element, paragraph: Element, numbering: Numbering) -> str:
    if run.tag.startswith(_MATH):
        return "".join(text.text or "" for text in run.iter(_MATH_TEXT))
    has = numbering.styles.run_has
    if run.tag != f"{_W}r" or has(run, paragraph, "w:vanish"):
        return ""
    text = "".join(
        (child.text or "") if child.tag == f"{_W}t" else _PRINTED.get(child.tag, "")
        for child in run.iterchildren()
    )
    in_capitals = ("w:caps", "w:smallCaps")
    return (
        text.upper() if any(has(run, paragraph, tag) for tag in in_capitals) else text
    )


def _read_rows(table: Element, numbering: Numbering) -> Iterator[TableRow]:
    edges = _read_edges(table)
    for row in _children(table):
        if row.tag == f"{_W}tr" and row.find(f"{_W}trPr/{_W}del") is None:
            yield tuple(_read_cells(row, edges, numbering))


def _read_edges(table: Element) -> list[float]:
    """Give where the columns of the table's grid begin and end."""
    grid = table.findall(f"{_W}tblGrid/{_W}gridCol")
    widths = [float(column.get(f"{_W}w") or 0) or 1.0 for column in grid]
    return list(accumulate(widths, initial=0.0))


def _read_cells(
    row: Element, edges: list[float], numbering: Numbering
) -> Iterator[TableCell]:
    column = _number(row, f"{_W}trPr/{_W}gridBefore", 0)
    for cell in _children(row):
        if cell.tag != f"{_W}tc":
            continue
        span = _number(cell, f"{_W}tcPr/{_W}gridSpan", 1)
        first, column = column, column + span
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        if merge is None or merge.get(f"{_W}val") == "restart":
            texts = tuple(_read_texts(cell, numbering))
            yield TableCell(_edge(edges, first), _edge(edges, column), texts)


def _number(parent: Element, path: str, default: int) -> int:
    found = parent.find(path)
    printed = None if found is None else found.get(f"{_W}val")
    return int(printed) if printed and printed.isdigit() else default


def _edge(edges: list[float], column: int) -> float:
    beyond = column - len(edges) + 1
    return edges[column] if beyond <= 0 else edges[-1] + beyond


def _read_texts(cell: Element, numbering: Numbering) -> Iterator[str]:
    for part in _read_parts(cell, numbering):
        if isinstance(part, Paragraph):
            yield part.text
        else:
            yield from (text for row in part.rows for one in row for text in one.texts)
