"""The look of a report in Word: its styles, and what stands on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from dashboard.report.docx_fields import add_field

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

    from dashboard.report.model import CouncilReport
    from pazanga.texts import Language

FONT: Final = "Cambria"
"""On the machines of most councils, with the letters of both languages."""

LOCALES: Final[dict[Language, str]] = {"lt": "lt-LT", "en": "en-GB"}
INK: Final = RGBColor(0x1F, 0x29, 0x33)
MUTED: Final = RGBColor(0x55, 0x60, 0x6C)
WARNING: Final = RGBColor(0xB3, 0x26, 0x1E)
TABLE_STYLE: Final = "Report Table"
WIDTH: Final = Mm(166)
"""Of the text between the margins of A4."""

HEIGHT: Final = Mm(220)
"""The most that a picture may take of a page."""

_SIZES: Final = {
    "Title": 28,
    "Subtitle": 12,
    "Heading 1": 20,
    "Heading 2": 14,
    "Heading 3": 11.5,
    "Caption": 8.5,
    "Normal": 10.5,
    "List Bullet": 10.5,
    "Header": 8,
    "Footer": 8,
}
_OWN: Final = {
    "Report Answer": 14,
    "Report Subtitle": 9.5,
    "Report Note": 9,
    "Report Source": 8,
    "Report Fact": 10.5,
    "Report Status": 10.5,
    "Report Warning": 11,
    "Report Cell": 8.5,
    "Report Contents": 16,
    "toc 1": 10.5,
    "toc 2": 10.5,
}
_TABLE: Final = """
<w:style {names} w:type="table" w:customStyle="1" w:styleId="ReportTable">
  <w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>
  <w:tblPr><w:tblBorders>
    <w:top w:val="single" w:sz="8" w:space="0" w:color="1F2933"/>
    <w:bottom w:val="single" w:sz="8" w:space="0" w:color="1F2933"/>
    <w:insideH w:val="single" w:sz="2" w:space="0" w:color="C9D0D8"/>
  </w:tblBorders><w:tblCellMar>
    <w:top w:w="40" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>
    <w:bottom w:w="40" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>
  </w:tblCellMar></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>
    <w:bottom w:val="single" w:sz="4" w:space="0" w:color="1F2933"/>
  </w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>
  <w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>
    <w:top w:val="single" w:sz="4" w:space="0" w:color="1F2933"/>
  </w:tcBorders></w:tcPr></w:tblStylePr>
</w:style>
"""


def apply_styles(document: Document, report: CouncilReport) -> None:
    """Set the styles, the page, the language and the properties of a document."""
    for name, size in _OWN.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        _set_font(style, size)
    for name, size in _SIZES.items():
        _set_font(document.styles[name], size)
    _shape_styles(document)
    table = _TABLE.format(names=nsdecls("w"), name=TABLE_STYLE)
    document.styles.element.append(parse_xml(table))
    _set_language(document, LOCALES[report.language])
    _set_page(document, report)
    _set_properties(document, report)


def _set_font(style: ParagraphStyle, size: float) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.color.rgb = INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), FONT)


def _shape_styles(document: Document) -> None:
    """Set what parts the styles beside their size: weight, colour, room."""
    styles = document.styles
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Report Contents"):
        styles[name].font.bold = True
        styles[name].paragraph_format.keep_with_next = True
    for name in ("Caption", "Report Answer"):
        styles[name].font.italic, styles[name].font.bold = True, False
    for name in ("Caption", "Report Answer", "Report Subtitle"):
        styles[name].paragraph_format.keep_with_next = True
    for name in (
        "Subtitle",
        "Caption",
        "Report Subtitle",
        "Report Note",
        "Report Source",
        "Header",
        "Footer",
    ):
        styles[name].font.color.rgb, styles[name].font.italic = MUTED, name == "Caption"
    styles["Report Warning"].font.bold = True
    spacing = styles["Subtitle"].element.rPr.find(qn("w:spacing"))
    if spacing is not None:
        spacing.getparent().remove(spacing)
    styles["Report Warning"].font.color.rgb = WARNING
    styles["Heading 1"].paragraph_format.page_break_before = True
    rooms = {
        "Heading 1": (0, 10),
        "Heading 2": (18, 4),
        "Heading 3": (12, 4),
        "Caption": (6, 3),
        "Normal": (0, 6),
        "Report Answer": (0, 10),
        "Report Cell": (0, 0),
        "Report Source": (4, 6),
        "Report Note": (4, 6),
        "Report Subtitle": (0, 4),
        "Subtitle": (6, 6),
        "Report Status": (0, 4),
        "Report Contents": (0, 8),
        "toc 1": (6, 0),
        "toc 2": (0, 0),
    }
    for name, (before, after) in rooms.items():
        styles[name].paragraph_format.space_before = Pt(before)
        styles[name].paragraph_format.space_after = Pt(after)
    styles["toc 1"].font.bold = True
    styles["toc 2"].paragraph_format.left_indent = Mm(6)
    styles["Report Fact"].paragraph_format.left_indent = Mm(55)
    styles["Report Fact"].paragraph_format.first_line_indent = Mm(-55)
    styles["Report Fact"].paragraph_format.tab_stops.add_tab_stop(Mm(55))
    borders = styles["Title"].element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        borders.getparent().remove(borders)


def _set_language(document: Document, locale: str) -> None:
    """Set the language of all text, and that long words part at syllables."""
    for found in document.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), locale)
    hyphens = OxmlElement("w:autoHyphenation")
    document.settings.element.insert(0, hyphens)
    zoom = document.settings.element.find(qn("w:zoom"))
    if zoom is not None:
        zoom.addnext(hyphens)


def _set_page(document: Document, report: CouncilReport) -> None:
    """Set margins, and write mark and title above, source and number below."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(24)
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph in (head, foot):
        _drop_stops(paragraph)
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    mark = head.add_run(report.mark)
    mark.font.bold, mark.font.color.rgb = True, WARNING
    head.add_run(f"\t{report.title}")
    foot.add_run(f"{report.source}\t")
    _write_number(foot)


def _drop_stops(paragraph: Paragraph) -> None:
    """Remove the tab stops of the style: they stand where other margins end."""
    style = paragraph.style.element if paragraph.style is not None else None
    for found in [] if style is None else list(style.iter(qn("w:tabs"))):
        found.getparent().remove(found)


def _write_number(paragraph: Paragraph) -> None:
    add_field(paragraph, "PAGE", "1")
    paragraph.add_run(" / ")
    add_field(paragraph, "NUMPAGES", "1")


def _set_properties(document: Document, report: CouncilReport) -> None:
    properties = document.core_properties
    properties.title = report.title[:255]
    properties.subject = report.kicker
    properties.author = properties.last_modified_by = "Pažanga"
    properties.comments = report.source[:255]
    properties.language = LOCALES[report.language]
    properties.created = properties.modified = report.published_at
