"""A DOCX file as paragraphs and tables, exactly as its author wrote them.

What is printed is read: list numbers, capitals of a style, inserted words. What is not
printed is left out: hidden words and rows, notes, codes of fields. Words that are
struck out or deleted do not count, but are kept aside so that they can be said; so are
boxes of text over a table, whose place on the page is not known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from etl.plans.content.content import (
    OBJECT,
    Content,
    Paragraph,
    Table,
    TableCell,
    TableRow,
    clean_text,
)
from etl.plans.content.docx.archive import open_docx
from etl.plans.content.docx.elements import W, children_of
from pazanga.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document
    from lxml.etree import _Element as Element

    from etl.plans.content.docx.paragraphs import OpenDocx

_MOST_SHOWN: Final = 60
_OFF: Final = frozenset({"0", "false", "off"})


def read_docx(content: bytes, name: str) -> Content:
    """Read a DOCX file; pages are not known.

    Raises:
        DocumentError: It is no DOCX that can be read.
    """
    document = open_docx(content, name)
    _refuse_chunk(document, name)
    from etl.plans.content.docx.margins import read_margins  # noqa: PLC0415
    from etl.plans.content.docx.paragraphs import open_parts  # noqa: PLC0415

    docx = open_parts(document)
    margins = (Paragraph(text, is_margin=True) for text in read_margins(document, docx))
    return (*_read_parts(document.element.body, docx), *margins)


def _refuse_chunk(document: Document, name: str) -> None:
    """Refuse content of another file that Word shows in the place of a mark.

    Raises:
        DocumentError: There is such a mark; what it shows would be lost.
    """
    chunk = next(document.element.body.iter(f"{W}altChunk"), None)
    if chunk is None:
        return
    before = ""
    for element in document.element.body.iter(f"{W}t", f"{W}altChunk"):
        if element is chunk:
            break
        before = clean_text(element.text or "") or before
    raise DocumentError("docx_chunk", name=name, before=before[-_MOST_SHOWN:] or "–")


def _read_parts(parent: Element, docx: OpenDocx) -> Iterator[Paragraph | Table]:
    from etl.plans.content.docx.paragraphs import read_paragraph  # noqa: PLC0415

    for child in children_of(parent):
        if child.tag == f"{W}p":
            texts = read_paragraph(child, docx)
            yield from (Paragraph(text) for text in texts)
            if OBJECT in docx.take_unread():
                yield Table(((TableCell(0.0, 1.0, (), unread=(OBJECT,)),),))
            for box in docx.take_boxes():
                yield from _read_parts(box, docx)
        elif child.tag == f"{W}tbl":
            yield from _read_table(child, docx)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell in the grid of its table.

    Attributes:
        element: Its element.
        first: Its first column.
        end: The column behind its last one.
        is_merged: Whether it is merged with cells above or below.
        goes_on: Whether it is the rest of the cell above it.
    """

    element: Element
    first: int
    end: int
    is_merged: bool
    goes_on: bool


@dataclass(frozen=True, slots=True)
class _PlacedRow:
    """The cells of a row that is printed, and words of deleted rows before it."""

    cells: list[_Placed]
    left_out: tuple[str, ...]


def _read_table(table: Element, docx: OpenDocx) -> Iterator[Paragraph | Table]:
    """Read a table; one that only lays out others is no table of its own."""
    rows = _place_rows(table)
    cells = [cell.element for row in rows for cell in row.cells]
    has_tables = any(cell.find(f".//{W}tbl") is not None for cell in cells)
    if has_tables and all(len(row.cells) == 1 for row in rows):
        for cell in cells:
            yield from _read_parts(cell, docx)
    elif rows:
        yield Table(tuple(_read_rows(rows, _read_edges(table), docx)))


def _place_rows(table: Element) -> list[_PlacedRow]:
    """Return the rows that are printed: neither deleted nor hidden."""
    rows: list[_PlacedRow] = []
    deleted: list[str] = []
    for element in children_of(table):
        if element.tag != f"{W}tr":
            continue
        if element.find(f"{W}trPr/{W}del") is not None:
            deleted.extend(_words_of(element))
        elif not _is_hidden(element):
            above = rows[-1].cells if rows else []
            rows.append(_PlacedRow(_place_cells(element, above), tuple(deleted)))
            deleted.clear()
    if deleted and rows:
        rows[-1] = replace(rows[-1], left_out=(*rows[-1].left_out, *deleted))
    return rows


def _words_of(row: Element) -> Iterator[str]:
    """Yield the words of every cell of a deleted row."""
    for cell in row.iter(f"{W}tc"):
        pieces = cell.iter(f"{W}t", f"{W}delText")
        text = clean_text("".join(piece.text or "" for piece in pieces))
        if text:
            yield text


def _is_hidden(row: Element) -> bool:
    hidden = row.find(f"{W}trPr/{W}hidden")
    return hidden is not None and hidden.get(f"{W}val", "1") not in _OFF


def _read_rows(
    rows: Sequence[_PlacedRow], edges: list[float], docx: OpenDocx
) -> Iterator[TableRow]:
    for index, row in enumerate(rows):
        cells = [
            replace(
                _read_cell(cell.element, docx),
                left=_edge(edges, cell.first),
                right=_edge(edges, cell.end),
                rows=1 + _count_merged(cell, rows, index + 1),
            )
            for cell in row.cells
            if not cell.goes_on
        ]
        if cells and row.left_out:
            left_out = (*row.left_out, *cells[0].left_out)
            cells[0] = replace(cells[0], left_out=left_out)
        yield tuple(cells)


def _read_cell(cell: Element, docx: OpenDocx) -> TableCell:
    """Read a cell, without its place; one that is deleted has only words left out."""
    from etl.plans.content.docx.paragraphs import read_left_out  # noqa: PLC0415

    texts, floating = _read_texts(cell, docx)
    left_out = read_left_out(cell, docx)
    if cell.find(f"{W}tcPr/{W}cellDel") is not None:
        texts, left_out = [], (*left_out, *texts)
    return TableCell(
        *(0.0, 0.0, tuple(texts)),
        left_out=left_out,
        floating=tuple(floating),
        unread=docx.take_unread(),
    )


def _count_merged(cell: _Placed, rows: Sequence[_PlacedRow], start: int) -> int:
    """Count the rows from `start` on that a cell is merged over."""
    count = 0
    while start + count < len(rows):
        below = rows[start + count].cells
        if not any(other.goes_on and other.first == cell.first for other in below):
            break
        count += 1
    return count


def _read_edges(table: Element) -> list[float]:
    """Read where the columns of the table's grid begin and end."""
    grid = table.findall(f"{W}tblGrid/{W}gridCol")
    widths = [float(column.get(f"{W}w") or 0) or 1.0 for column in grid]
    return list(accumulate(widths, initial=0.0))


def _place_cells(row: Element, above: Sequence[_Placed]) -> list[_Placed]:
    """Return the cells of a row with their columns.

    Args:
        row: The row.
        above: Cells of the row above; without one there a merged cell begins.
    """
    column = _number(row, f"{W}trPr/{W}gridBefore", 0)
    merged_above = {cell.first for cell in above if cell.is_merged}
    cells: list[_Placed] = []
    for cell in children_of(row):
        if cell.tag != f"{W}tc":
            continue
        first = column
        column += max(_number(cell, f"{W}tcPr/{W}gridSpan", 1), 1)
        if cells and _is_rest(cell, "hMerge"):
            cells[-1] = replace(cells[-1], end=column)
            continue
        is_merged = cell.find(f"{W}tcPr/{W}vMerge") is not None
        goes_on = _is_rest(cell, "vMerge") and first in merged_above
        cells.append(_Placed(cell, first, column, is_merged, goes_on))
    return cells


def _is_rest(cell: Element, tag: str) -> bool:
    """Whether a cell is merged with the one before it, and is not the first of them."""
    merge = cell.find(f"{W}tcPr/{W}{tag}")
    return merge is not None and merge.get(f"{W}val") != "restart"


def _number(parent: Element, path: str, default: int) -> int:
    found = parent.find(path)
    printed = None if found is None else found.get(f"{W}val")
    return int(printed) if printed and printed.isdigit() else default


def _edge(edges: list[float], column: int) -> float:
    beyond = column - len(edges) + 1
    return edges[column] if beyond <= 0 else edges[-1] + beyond


def _read_texts(cell: Element, docx: OpenDocx) -> tuple[list[str], list[str]]:
    """Return the paragraphs of a cell, and the text of boxes that float over it."""
    from etl.plans.content.docx.paragraphs import read_paragraph  # noqa: PLC0415

    texts: list[str] = []
    floating: list[str] = []
    for child in children_of(cell):
        if child.tag == f"{W}p":
            texts.extend(read_paragraph(child, docx))
            boxes = docx.take_boxes()
            floating.extend(" ".join(_read_texts(box, docx)[0]) for box in boxes)
        elif child.tag == f"{W}tbl":
            for row in _place_rows(child):
                inner = [cell for cell in row.cells if not cell.goes_on]
                for one in inner:
                    own, over = _read_texts(one.element, docx)
                    texts.extend(own)
                    floating.extend(over)
    return texts, [text for text in floating if text]
