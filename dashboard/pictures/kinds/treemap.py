"""Shares of the whole as rectangles, see `kit/charts/treemap.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.pictures.drawing.colours import tint
from dashboard.pictures.drawing.shapes import (
    GROUND,
    MUTED,
    SMALL,
    Box,
    BoxWords,
    Caption,
    Captions,
    Plot,
    Stack,
)
from dashboard.pictures.kinds.bars import find_mark
from dashboard.pictures.kinds.places import read_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.headless.markup import Node
    from dashboard.pictures.drawing.shapes import Item, Mark

DRAWING: Final = "middle"
"""The one of the drawings for several widths that fits into a picture."""


def make_treemap(root: Node) -> Item:
    """Make the rectangles of their markup, and the names that have no room."""
    drawing = next(root.find_all(DRAWING))
    plot = next(drawing.find_all("plot"))
    marks = [mark for tile in plot.nodes for mark in _list_marks(tile)]
    items: list[Item] = [Plot(height=read_place(plot, "height"), marks=marks)]
    rest = drawing.find("rest")
    items += [_make_rest(line) for line in (rest.nodes if rest else ())]
    return Stack(items=items, gap=8)


def _make_rest(line: Node) -> Item:
    area = line.find("area")
    if area is None:
        return Caption(text=line.text, tone=MUTED, size=SMALL)
    named = Caption(text=area.text, tone=find_mark(area), size=SMALL, is_bold=True)
    rest = f" {line.text.removeprefix(area.text).strip()}"
    return Captions(parts=[named, Caption(text=rest, tone=MUTED, size=SMALL)])


def _list_marks(tile: Node) -> Iterator[Mark]:
    x, width = read_place(tile), read_place(tile, "width")
    y, height = read_place(tile, "top"), read_place(tile, "height")
    mark, is_head = find_mark(tile), "head" in tile.classes
    if not is_head:
        yield Box(x=x, width=width, y=y, height=height, fill=tint(mark), stroke=GROUND)
    if tile.nodes:
        bold, rest = (node.text for node in tile.nodes)
        parts = [Caption(text=bold, size=13, is_bold=True), Caption(text=rest, size=13)]
        yield BoxWords(
            x=x, width=width, y=y, height=height, parts=parts, is_line=is_head
        )
