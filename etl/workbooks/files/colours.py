"""Cell styles that write in the colour of their ground: nobody sees the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from etl.workbooks.files.elements import children_of, local_name
from pazanga.alike_colours import are_alike

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

_BLACK, _WHITE = "000000", "FFFFFF"
_THEME: Final = {"0": _WHITE, "1": _BLACK}
_SYSTEM: Final = {"64": _BLACK, "65": _WHITE}
_BASIC: Final = (
    *(_BLACK, _WHITE, "FF0000", "00FF00"),
    *("0000FF", "FFFF00", "FF00FF", "00FFFF"),
)
"""Colours that a workbook numbers from 0 and again from 8."""

_NOTHING: Final = re.compile(r";{2,3}")
_RGB: Final = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")


def find_pale_styles(root: ET.Element) -> frozenset[int]:
    """Find the cell styles whose text has the colour of their ground.

    Args:
        root: The part with the styles of a workbook.
    """
    fonts = [_font_colour(font) for font in _list(root, "fonts")]
    fills = [_fill_colour(fill) for fill in _list(root, "fills")]
    pale = set()
    for index, style in enumerate(_list(root, "cellXfs")):
        font = _at(fonts, style.get("fontId", "0"), _BLACK)
        fill = _at(fills, style.get("fillId", "0"), _WHITE)
        if font and fill and are_alike(font, fill):
            pale.add(index)
    return frozenset(pale)


def find_hiding_rules(root: ET.Element) -> frozenset[int]:
    """Find the conditional formats under which nobody sees what a cell holds.

    They write in the colour of their own ground or of plain paper, or as `;;;`, a
    number format that shows nothing.

    Args:
        root: The part with the styles of a workbook.
    """
    found = set()
    for index, form in enumerate(_list(root, "dxfs")):
        fonts = (colour for font in children_of(form, "font") for colour in font)
        inks = [_read(c, _BLACK) for c in fonts if local_name(c.tag) == "color"]
        grounds = [_rule_ground(fill) for fill in children_of(form, "fill")] or [_WHITE]
        is_pale = inks and inks[0] and grounds[0] and are_alike(inks[0], grounds[0])
        codes = (shown.get("formatCode", "") for shown in children_of(form, "numFmt"))
        if is_pale or any(_NOTHING.fullmatch(code) for code in codes):
            found.add(index)
    return frozenset(found)


def _rule_ground(fill: ET.Element) -> str:
    """Return the colour of the ground of a conditional format; empty: not known."""
    pattern = next(children_of(fill, "patternFill"), None)
    if pattern is None or pattern.get("patternType", "solid") != "solid":
        return ""
    colour = next(children_of(pattern, "bgColor"), None)
    return "" if colour is None else _read(colour, _WHITE)


def _list(root: ET.Element, name: str) -> list[ET.Element]:
    return list(next(children_of(root, name), ()))


def _at(colours: list[str], place: str, usual: str) -> str:
    index = int(place) if place.isdigit() else len(colours)
    return colours[index] if index < len(colours) else usual


def _font_colour(font: ET.Element) -> str:
    colour = next(children_of(font, "color"), None)
    return _BLACK if colour is None else _read(colour, _BLACK)


def _fill_colour(fill: ET.Element) -> str:
    """Return the colour of a fill; empty where it is of several, or not known."""
    pattern = next(children_of(fill, "patternFill"), None)
    if pattern is None:
        return "" if len(fill) else _WHITE
    kind = pattern.get("patternType", "none")
    if kind == "none":
        return _WHITE
    colour = next(children_of(pattern, "fgColor"), None)
    if kind != "solid":
        return ""
    return _BLACK if colour is None else _read(colour, _BLACK)


def _read(colour: ET.Element, automatic: str) -> str:
    """Return a colour as six digits; empty where only the theme says which it is."""
    if found := _RGB.fullmatch(colour.get("rgb", "")):
        return found[1]
    if (index := colour.get("indexed", "")).isdigit():
        basic = int(index) < 2 * len(_BASIC)
        return _BASIC[int(index) % len(_BASIC)] if basic else _SYSTEM.get(index, "")
    if theme := colour.get("theme"):
        is_plain = colour.get("tint", "0").strip("-0.") == ""
        return _THEME.get(theme, "") if is_plain else ""
    return automatic
