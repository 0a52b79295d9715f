"""Tables in Word: real ones, to edit; their heading rows are repeated on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from dashboard.report.docx_styles import TABLE_STYLE, WIDTH
from dashboard.report.docx_words import add_lines
from dashboard.report.model import TextSpan
from dashboard.report.widths import share_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.table import Table, _Row

    from dashboard.report.model import FiguresBlock, Lines, TableBlock

_MANY, _MOST = 6, 9
"""Columns beyond which the letters of a table have to be smaller, and smaller still."""


def add_table(document: Document, block: TableBlock) -> None:
    """Add a table under its caption."""
    document.add_paragraph(block.caption, style="Caption")
    heads: list[Lines] = [
        ((TextSpan(column.label, "strong"),),) for column in block.columns
    ]
    rows = [heads, *block.rows, *([block.total] if block.total else [])]
    table = _add_empty(document, len(block.columns), share_width(block))
    size = None
    if len(block.columns) > _MANY:
        size = Pt(6 if len(block.columns) > _MOST else 7.5)
    if len(block.columns) > _MOST:
        _narrow_edges(table)
    for cells in rows:
        row = _add_row(table)
        for cell, lines, column in zip(row.cells, cells, block.columns, strict=False):
            paragraph = cell.paragraphs[0]
            paragraph.style = "Report Cell"
            if column.is_number:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            add_lines(paragraph, lines, size)
    if block.total:
        _keep_with_next(table.rows[-2])
    _shape_rows(table, has_total=bool(block.total))


def add_figures(document: Document, block: FiguresBlock) -> None:
    """Add key figures side by side: what they are, how much, compared with what."""
    count = len(block.figures)
    table = _add_empty(document, count, [1 / count] * count)
    for name, size in (("label", 9), ("value", 16), ("note", 8.5)):
        row = _add_row(table)
        for cell, figure in zip(row.cells, block.figures, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.style = "Report Cell"
            run = paragraph.add_run(getattr(figure, name))
            run.font.size, run.font.bold = Pt(size), name == "value"
    _shape_rows(table, has_total=False)
    document.add_paragraph()


def _add_empty(document: Document, count: int, shares: Sequence[float]) -> Table:
    table: Table = document.add_table(rows=0, cols=count)
    table.style, table.autofit = TABLE_STYLE, False
    for column, share in zip(table.columns, shares, strict=True):
        column.width = int(WIDTH * share)
    return table


def _add_row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return row


def _narrow_edges(table: Table) -> None:
    """Set less room beside the cells of a table with many columns."""
    edges = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        edge = OxmlElement(side)
        edge.set(qn("w:w"), "15")
        edge.set(qn("w:type"), "dxa")
        edges.append(edge)
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001
    look.addprevious(edges)


def _keep_with_next(row: _Row) -> None:
    """Keep a row on the page of the next one: sums stand under something."""
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _shape_rows(table: Table, *, has_total: bool) -> None:
    """Set what a program needs to know of rows: the heading, the sums, no torn row."""
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 - no public way
    if look is not None:
        for name, is_on in (("firstColumn", False), ("lastRow", has_total)):
            look.set(qn(f"w:{name}"), str(int(is_on)))
        look.set(qn("w:val"), "0460" if has_total else "0420")
    for place, row in enumerate(table.rows):
        _mark_row(row, "w:cantSplit")
        if not place:
            _mark_row(row, "w:tblHeader")


def _mark_row(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001
