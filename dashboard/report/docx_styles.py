"""The look of a report in Word: its styles, and what stands on every page."""

from __future__ import annotations

from dataclasses import dataclass
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

_FACTS: Final = Mm(55)
"""Where facts begin, right of their names."""


@dataclass(frozen=True)
class StyleLook:
    """How the words of a style look.

    Attributes:
        size: Points.
        before: Room above, points.
        after: Room below, points.
        tone: Colour.
        is_bold: Whether they are bold.
        is_italic: Whether they are italic.
        is_kept: Whether they stay on one page with what follows.
        is_own: Whether Word has no style of that name.
    """

    size: float
    before: float = 0
    after: float = 4
    tone: RGBColor = INK
    is_bold: bool = False
    is_italic: bool = False
    is_kept: bool = False
    is_own: bool = False


_LOOKS: Final = {
    "Normal": StyleLook(10.5, after=6),
    "Title": StyleLook(28, before=4, after=10, is_bold=True),
    "Subtitle": StyleLook(12, before=6, after=6, tone=MUTED),
    "Heading 1": StyleLook(20, after=10, is_bold=True, is_kept=True),
    "Heading 2": StyleLook(14, before=18, is_bold=True, is_kept=True),
    "Heading 3": StyleLook(11.5, before=12, is_bold=True, is_kept=True),
    "Caption": StyleLook(8.5, 6, 3, MUTED, is_italic=True, is_kept=True),
    "List Bullet": StyleLook(10.5),
    "Header": StyleLook(8, after=0, tone=MUTED),
    "Footer": StyleLook(8, after=0, tone=MUTED),
    "Report Answer": StyleLook(14, after=10, is_italic=True, is_kept=True, is_own=True),
    "Report Subtitle": StyleLook(9.5, tone=MUTED, is_kept=True, is_own=True),
    "Report Note": StyleLook(9, before=4, after=6, tone=MUTED, is_own=True),
    "Report Source": StyleLook(8, before=4, after=6, tone=MUTED, is_own=True),
    "Report Fact": StyleLook(10.5, is_own=True),
    "Report Status": StyleLook(10.5, is_own=True),
    "Report Warning": StyleLook(11, tone=WARNING, is_bold=True, is_own=True),
    "Report Cell": StyleLook(8.5, after=0, is_own=True),
    "Report Contents": StyleLook(16, after=8, is_bold=True, is_own=True),
    "toc 1": StyleLook(10.5, before=6, after=0, is_bold=True, is_own=True),
    "toc 2": StyleLook(10.5, after=0, is_own=True),
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
    styles = document.styles
    for name, look in _LOOKS.items():
        if look.is_own:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles[
                "Normal"
            ]
        _set_look(styles[name], look)
    _shape_styles(document)
    table = _TABLE.format(names=nsdecls("w"), name=TABLE_STYLE)
    document.styles.element.append(parse_xml(table))
    _set_language(document, LOCALES[report.language])
    _set_page(document, report)
    _set_properties(document, report)


def _set_look(style: ParagraphStyle, look: StyleLook) -> None:
    font, shape = style.font, style.paragraph_format
    font.name, font.size, font.color.rgb = FONT, Pt(look.size), look.tone
    # What a style of text does not say is said by that of the table around it.
    unsaid = None if look.is_own or style.name == "Normal" else False
    font.bold, font.italic = look.is_bold or unsaid, look.is_italic or unsaid
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.keep_with_next = look.is_kept
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), FONT)


def _shape_styles(document: Document) -> None:
    """Set what single styles have of their own, and remove what Word gives them."""
    styles = document.styles
    styles["Heading 1"].paragraph_format.page_break_before = True
    styles["toc 2"].paragraph_format.left_indent = Mm(6)
    fact = styles["Report Fact"].paragraph_format
    fact.left_indent, fact.first_line_indent = _FACTS, -_FACTS
    fact.tab_stops.add_tab_stop(_FACTS)
    for name, given in (("Title", "w:pBdr"), ("Subtitle", "w:spacing")):
        element = styles[name].element
        inside = element.pPr if given == "w:pBdr" else element.rPr
        for found in list(inside.findall(qn(given))):
            inside.remove(found)


def _set_language(document: Document, locale: str) -> None:
    """Set the language of all text, and that long words part at syllables."""
    for found in document.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), locale)
    stop = document.settings.element.find(qn("w:defaultTabStop"))
    if stop is not None:
        stop.addnext(OxmlElement("w:autoHyphenation"))


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
