"""A paragraph of a DOCX as it is printed: list numbers, words, signs, marks of notes.

Hidden words, codes of fields, deleted and struck-out words are no print. The text of a
box is gathered aside: it may float over something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from etl.plans.content.content import (
    UNKNOWN_CHARACTER,
    clean_text,
    lower_text,
    raise_text,
)
from etl.plans.content.docx.colours import is_in_colour_of_ground
from etl.plans.content.docx.elements import (
    DELETED,
    MATH,
    SPACE,
    TURNED,
    W,
    children_of,
    find_boxes,
    find_unread,
    holds_figures,
    is_placeholder,
)
from etl.plans.content.docx.fields import (
    FIELD_CODE,
    FIELD_MARK,
    SIMPLE_FIELD,
    read_fields,
)
from etl.plans.content.docx.numbering import read_numbering
from etl.plans.content.docx.styles import is_on, read_styles
from etl.plans.content.docx.symbols import (
    hide_digits,
    read_symbol,
    shows_pictures,
)

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element as Element

    from etl.plans.content.docx.fields import Fields
    from etl.plans.content.docx.numbering import Numbering
    from etl.plans.content.docx.styles import Styles

_STRUCK: Final = ("w:strike", "w:dstrike")
_CAPITALS: Final = ("w:caps", "w:smallCaps")
_TEXTS: Final = (f"{W}t", f"{W}delText")
_NOTES: Final = frozenset({f"{W}footnoteReference", f"{W}endnoteReference"})
_ON: Final = frozenset({"1", "true", "on"})
# Stands around the number of a note until the line is whole; no text holds it.
_REFERENCE: Final = "\x00"
_NOTE: Final = re.compile(r"\s*(?P<mark>\x00\d+\x00)")
# Digits with at most a currency or a unit, and marks that already stand behind them.
_FIGURES: Final = re.compile(
    r"[^\w\x00]*\d[\d\W]*(?:eur\w*|proc|tūkst|mln|vnt)?[\W\x00\d]*", re.IGNORECASE
)
_PRINTED: Final = {
    f"{W}tab": " ",
    f"{W}ptab": " ",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
# What holds words and is no unknown part: they were read, deleted or drawn elsewhere.
_KNOWN_PARTS: Final = DELETED | TURNED | {SIMPLE_FIELD}
_KNOWN_SIGNS: Final = frozenset(f"{W}{tag}" for tag in ("drawing", "pict", "object"))
# What only groups the figures of a formula; whatever else is in one arranges them.
_PLAIN_MATH: Final = frozenset(
    f"{MATH}{tag}" for tag in ("oMath", "oMathPara", "r", "t", "rPr", "sty", "nor")
)


@dataclass(slots=True)
class OpenDocx:
    """What is known of a document while its paragraphs are read in order.

    Attributes:
        styles: Its styles.
        numbering: Its lists, which count.
        fields: The fields that are open.
        is_on_paper: Whether its pages are white.
        boxes: Boxes of text that were come across and are not read yet.
        unread: Pictures and objects that were come across and are not said yet.
    """

    styles: Styles
    numbering: Numbering
    fields: Fields
    is_on_paper: bool = True
    boxes: list[Element] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def take_boxes(self) -> list[Element]:
        """Return the boxes that were come across; they are forgotten."""
        taken, self.boxes = self.boxes, []
        return taken

    def take_unread(self) -> tuple[str, ...]:
        """Return what was come across and is no text; it is forgotten."""
        taken, self.unread = tuple(self.unread), []
        return taken


def open_parts(document: Document) -> OpenDocx:
    """Read what paragraphs of a document are read with."""
    styles = read_styles(document)
    return OpenDocx(
        styles,
        read_numbering(document, styles),
        read_fields(document),
        is_on_paper=document.element.find(f"{W}background") is None,
    )


def read_paragraph(paragraph: Element, docx: OpenDocx) -> tuple[str, ...]:
    """Return the lines an author parted a paragraph into: mostly one, or none.

    A paragraph that is deleted or hidden with its mark is not counted by its list.
    """
    printed = "".join(_read_run(run, paragraph, docx) for run in children_of(paragraph))
    if printed.strip() or not _is_gone(paragraph):
        printed = docx.numbering.count(paragraph) + printed
    texts = (clean_text(_set_notes(line)) for line in printed.split("\n"))
    return tuple(text for text in texts if text)


def read_left_out(part: Element, docx: OpenDocx) -> tuple[str, ...]:
    """Return what is struck out or deleted in a part of a table, in order of print."""
    found: list[str] = []
    for paragraph in part.iter(f"{W}p"):
        for run in paragraph.iter(f"{W}r"):
            parent = run.getparent()
            is_deleted = parent is not None and parent.tag in DELETED
            if is_deleted or _is_struck(run, paragraph, docx.styles):
                found.append("".join(piece.text or "" for piece in run.iter(*_TEXTS)))
    cleaned = (clean_text(text) for text in found)
    return tuple(text for text in cleaned if text)


def _set_notes(line: str) -> str:
    """Print the references of notes behind figures; elsewhere they say nothing."""
    return _NOTE.sub(
        lambda found: (
            raise_text(found["mark"].strip(_REFERENCE))
            if _FIGURES.fullmatch(line, 0, found.start())
            else ""
        ),
        line,
    )


def _is_struck(run: Element, paragraph: Element, styles: Styles) -> bool:
    return any(styles.run_has(run, paragraph, tag) for tag in _STRUCK)


def _is_gone(paragraph: Element) -> bool:
    """Whether the mark that ends a paragraph is deleted, moved away or hidden."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    if mark is None:
        return False
    is_deleted = any(mark.find(tag) is not None for tag in DELETED)
    return is_deleted or bool(is_on(mark, "w:vanish"))


def _read_run(run: Element, paragraph: Element, docx: OpenDocx) -> str:
    if run.tag.startswith(MATH):
        return _read_math(run)
    if run.tag != f"{W}r":
        is_turned = run.tag in TURNED and _is_right_to_left(run)
        is_outdated = run.tag == SIMPLE_FIELD and docx.fields.is_outdated(run)
        is_unknown = run.tag not in _KNOWN_PARTS and holds_figures(run)
        return UNKNOWN_CHARACTER * (is_turned or is_outdated or is_unknown)
    has = docx.styles.run_has
    is_hidden = has(run, paragraph, "w:vanish") or (
        docx.is_on_paper and is_in_colour_of_ground(run, paragraph, docx.styles)
    )
    if is_hidden or _is_struck(run, paragraph, docx.styles):
        for mark in run.iterchildren(FIELD_MARK):
            docx.fields.read_mark(mark)
        return ""
    text = "".join(
        _read_run(child, paragraph, docx)
        if child.tag == f"{W}r"
        else _read_piece(child, docx)
        for child in children_of(run)
    )
    has_figure = re.search(r"\d", text) is not None
    if has_figure and shows_pictures(docx.styles.run_font(run, paragraph)):
        text = hide_digits(text)
    if has_figure and is_placeholder(run):
        text += UNKNOWN_CHARACTER
    if _is_raised(run, paragraph, docx.styles):
        text = raise_text(text)
    elif docx.styles.run_value(run, paragraph, "w:vertAlign") == "subscript":
        text = lower_text(text)
    return text.upper() if any(has(run, paragraph, tag) for tag in _CAPITALS) else text


def _is_right_to_left(part: Element) -> bool:
    """Whether a part turns the order of its characters, with figures among them."""
    return part.get(f"{W}val") == "rtl" and holds_figures(part)


def _read_piece(piece: Element, docx: OpenDocx) -> str:
    if piece.tag == FIELD_MARK:
        return docx.fields.read_mark(piece)
    if piece.tag == FIELD_CODE:
        docx.fields.add_code(piece.text or "")
    return "" if docx.fields.is_code else _read_sign(piece, docx)


def _read_sign(piece: Element, docx: OpenDocx) -> str:
    if piece.tag == f"{W}t":
        return _read_text(piece)
    if piece.tag == f"{W}sym":
        return read_symbol(piece.get(f"{W}font", ""), piece.get(f"{W}char", ""))
    if piece.tag in _NOTES and piece.get(f"{W}customMarkFollows") not in _ON:
        return f"{_REFERENCE}{docx.numbering.count_note(piece.tag)}{_REFERENCE}"
    docx.boxes.extend(find_boxes(piece))
    docx.unread.extend(find_unread(piece))
    is_unknown = piece.tag not in _KNOWN_SIGNS and holds_figures(piece)
    return UNKNOWN_CHARACTER if is_unknown else _PRINTED.get(piece.tag, "")


def _read_text(piece: Element) -> str:
    """Return words; spaces around them are print only where the file says so."""
    text = piece.text or ""
    return text if piece.get(SPACE) == "preserve" else text.strip()


def _read_math(formula: Element) -> str:
    """Return a formula; a fraction or a power is no number set in one line."""
    texts = [text.text or "" for text in formula.iter(f"{MATH}t")]
    own = (part for part in formula.iter() if str(part.tag).startswith(MATH))
    is_plain = all(part.tag in _PLAIN_MATH for part in own)
    return ("" if is_plain else UNKNOWN_CHARACTER).join(texts)


def _is_raised(run: Element, paragraph: Element, styles: Styles) -> bool:
    value = styles.run_value
    height = value(run, paragraph, "w:position") or ""
    is_lifted = height.isdigit() and int(height) > 0
    return is_lifted or value(run, paragraph, "w:vertAlign") == "superscript"
