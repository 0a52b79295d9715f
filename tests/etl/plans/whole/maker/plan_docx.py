"""The form of a made-up plan written as DOCX by python-docx."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.paragraph import CT_P
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from plan_form import Form, Grid, Look

LIST = f"""
<w:abstractNum {nsdecls("w")} w:abstractNumId="90">
  <w:multiLevelType w:val="multilevel"/>
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
    <w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
    <w:lvlText w:val="%1.%2."/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
    <w:lvlText w:val="%3)"/></w:lvl>
  <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>
    <w:lvlText w:val="%4."/></w:lvl>
</w:abstractNum>"""
NUMBER = f"""
<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>"""


def write_docx(form: Form, look: Look, path: Path) -> None:
    document = docx.Document()
    _set_page(document, look)
    add_list(document)
    for part in form:
        if isinstance(part, Grid):
            _add_table(document, part, look)
            continue
        paragraph = document.add_paragraph(part.text)
        if part.level is not None:
            count_paragraph(paragraph._p, part.level)
    document.save(str(path))


def count_paragraph(paragraph: CT_P, level: int) -> None:
    properties = paragraph.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = 90


def _set_page(document: Document, look: Look) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.size, normal.font.name = Pt(look.letters), look.font
    normal.paragraph_format.space_after = Pt(look.gap)
    normal.paragraph_format.line_spacing = 1
    footer = section.footer.paragraphs[0]
    footer.text = "Psl. "
    for kind in ("begin", "", "end"):
        mark = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark.text = "PAGE"
        footer.add_run()._r.append(mark)


def add_list(document: Document, number: str = NUMBER) -> None:
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(LIST))
    numbering.append(parse_xml(number))


def _add_table(document: Document, grid: Grid, look: Look) -> None:
    table = document.add_table(len(grid.rows), len(grid.widths), look.rules)
    table.autofit = False
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Cm(width)
    for index, row in enumerate(grid.rows):
        _fill_row(table, index, row)
    for row in table.rows[: grid.heading_rows]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _fill_row(table: Table, index: int, row: Sequence[Any]) -> None:
    cells = table.rows[index].cells
    if len(row) == 1:
        _write(cells[0].merge(cells[-1]), row[0])
        return
    for column, content in enumerate(row):
        end = column + 1
        while end < len(row) and row[end] == "<":
            end += 1
        if content == "^":
            table.cell(index - 1, column).merge(cells[column])
        elif content != "<":
            whole = cells[column].merge(cells[end - 1]) if end > column + 1 else None
            _write(whole or cells[column], content)


def _write(cell: _Cell, content: str | list[str]) -> None:
    texts = [content] if isinstance(content, str) else content
    for number, text in enumerate(texts):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.text = text
