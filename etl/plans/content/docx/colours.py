"""Text of a DOCX in the colour of what it stands on: nobody sees it.

Word draws white words on white paper as it is told. Where the ground is not known for
sure (a style that shades a table, a drawing, a coloured page), words are taken as seen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docx.oxml.ns import qn

from etl.plans.content.docx.elements import W
from pazanga.alike_colours import are_alike

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from etl.plans.content.docx.styles import Styles

_PAPER: Final = "FFFFFF"
_COLOUR: Final = re.compile(r"[0-9A-Fa-f]{6}")
_FILLED: Final = frozenset({None, "clear", "nil"})
_DRAWN: Final = f"{W}txbxContent"


def is_in_colour_of_ground(run: Element, paragraph: Element, styles: Styles) -> bool:
    """Whether a run has the colour of what is behind it, as far as that is known."""
    colour = styles.run_value(run, paragraph, "w:color")
    if colour is None or not _COLOUR.fullmatch(colour):
        return False
    ground = _find_ground(run, paragraph, styles)
    return ground is not None and are_alike(colour, ground)


def _find_ground(run: Element, paragraph: Element, styles: Styles) -> str | None:
    """Return the colour behind a run; None where it is not known."""
    if styles.run_value(run, paragraph, "w:highlight") not in {None, "none", "white"}:
        return None
    for shading in _shadings(run, paragraph, styles):
        if shading.get(qn("w:val")) not in _FILLED:
            return None
        fill = shading.get(qn("w:fill"), "")
        if _COLOUR.fullmatch(fill):
            return str(fill)
    return None if _is_on_drawing_or_style(paragraph, styles) else _PAPER


def _shadings(run: Element, paragraph: Element, styles: Styles) -> Iterator[Element]:
    """Yield what shades a run, the nearest first: own, paragraph, cell, table."""
    found = [
        styles.run_property(run, paragraph, "w:shd"),
        styles.paragraph_property(paragraph, "w:shd"),
    ]
    for around in paragraph.iterancestors():
        if around.tag == f"{W}tc":
            found.append(around.find(f"{W}tcPr/{W}shd"))
        elif around.tag == f"{W}tbl":
            found.append(around.find(f"{W}tblPr/{W}shd"))
        elif around.tag == _DRAWN:
            break
    yield from (shading for shading in found if shading is not None)


def _is_on_drawing_or_style(paragraph: Element, styles: Styles) -> bool:
    """Whether a drawing or the style of a table may be behind a paragraph."""
    for around in paragraph.iterancestors():
        if around.tag == _DRAWN:
            return True
        if around.tag == f"{W}tbl":
            style = around.find(f"{W}tblPr/{W}tblStyle")
            name = None if style is None else style.get(qn("w:val"))
            if any(_shades(one) for one in styles.chain(name)):
                return True
    return False


def _shades(style: Element) -> bool:
    fills = (shading.get(qn("w:fill"), "") for shading in style.iter(qn("w:shd")))
    return any(_COLOUR.fullmatch(fill) for fill in fills)
