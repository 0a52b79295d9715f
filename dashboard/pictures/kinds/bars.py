"""Bars under their labels, see `kit/charts/bars.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.pictures.drawing.colours import find_colour, tint
from dashboard.pictures.drawing.shapes import (
    MUTED,
    TEXT,
    Box,
    Caption,
    Captions,
    Label,
    Part,
    Plot,
    SplitBar,
    Stack,
)
from dashboard.pictures.kinds.places import read_place

if TYPE_CHECKING:
    from dashboard.headless.markup import Node
    from dashboard.pictures.drawing.shapes import Item, Mark

HEIGHT: Final = 16.0
VALUE: Final = 150.0
"""Room that the value behind the longest bar has."""


def make_bars(root: Node) -> Item:
    """Make bars of their markup: thick ones hold words."""
    make = _make_thick if "thick" in root.classes else _make_thin
    items = (
        _make_label(node) if "name" in node.classes else make(node)
        for node in root.nodes
    )
    return Stack(items=list(items), gap=9 if "thick" in root.classes else 7)


def find_mark(node: Node) -> str:
    """Return the colour of an element of a policy area, that of none otherwise."""
    areas = ("leadership", "inclusion", "culture", "steam")
    return next((find_colour(one) for one in node.classes if one in areas), MUTED)


def _make_label(node: Node) -> Item:
    bold = node.find(name="b")
    if bold is None:
        return Caption(text=node.text)
    rest = node.text.removeprefix(bold.text)
    return Captions(parts=[Caption(text=bold.text, is_bold=True), Caption(text=rest)])


def _make_thick(node: Node) -> Item:
    bar = next(node.find_all("bar"))
    parts = [
        Part(
            width=read_place(one, "width"),
            fill=tint(find_mark(one)),
            stroke=find_mark(one),
            words=[line.text for line in one.find_all(name="b")],
        )
        for one in bar.nodes
    ]
    return SplitBar(width=100 * read_place(bar, "--share"), parts=parts)


def _make_thin(node: Node) -> Item:
    bar = next(node.find_all("bar"))
    share = read_place(bar, "--share")
    marks: list[Mark] = [Box(x=0, width=0, y=-2, height=HEIGHT + 4, stroke=MUTED)]
    left = 0.0
    for one in bar.nodes:
        width = read_place(one, "width") * share
        mark = find_mark(one)
        marks.append(
            Box(x=left, width=width, y=0, height=HEIGHT, fill=tint(mark), stroke=mark)
        )
        left += width
    value = next(node.find_all("value")).text
    marks.append(Label(x=100 * share, y=HEIGHT / 2, text=value, shift=8, size=TEXT))
    return Plot(height=HEIGHT + 5, marks=marks, right=VALUE)
