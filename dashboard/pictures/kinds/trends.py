"""The way of an indicator, see `kit/charts/trends.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.pictures.drawing.colours import find_colour
from dashboard.pictures.drawing.shapes import (
    GROUND,
    INK,
    LINE,
    MUTED,
    Box,
    Dot,
    Label,
    Path,
    Plot,
    Stack,
)
from dashboard.pictures.kinds.places import read_dashes, read_lines, read_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.headless.markup import Node
    from dashboard.pictures.drawing.shapes import Item, Mark

HEIGHT: Final = 240.0
MARGIN: Final = 60.0
LINK: Final = find_colour("link")


def make_trend(root: Node) -> Item:
    """Make the way of an indicator of its markup, over its axis."""
    plot, axis = root.nodes
    marks: list[Mark] = [Box(x=0, width=100, y=HEIGHT, height=1, fill=LINE)]
    for kind, points in read_lines(plot, HEIGHT):
        dashes = read_dashes(kind)
        marks.append(Path(points=points, tone=MUTED, width=2, dashes=dashes))
    marks += [_make_mark(node) for node in plot.nodes if "lines" not in node.classes]
    ticks = [label for tick in axis.nodes for label in _list_ticks(tick)]
    return Stack(
        items=[
            Plot(height=HEIGHT + 2, marks=marks, left=MARGIN, right=MARGIN),
            Plot(height=40, marks=ticks, left=MARGIN, right=MARGIN),
        ],
        gap=2,
    )


def _make_mark(node: Node) -> Mark:
    x, y = read_place(node), read_place(node, "top") * HEIGHT / 100
    kinds, is_measured = node.classes, "measured" in node.classes
    if "text" in kinds:
        return Label(
            x=x,
            y=y + (16 if is_measured else -13),
            text=node.text,
            across="center",
            down="top" if is_measured else "bottom",
            tone=LINK if is_measured else INK,
        )
    if "target" in kinds:
        return Box(x=x, width=0, y=y - 10, height=20, fill=INK, least=4, shift=-2)
    if is_measured:
        return Dot(x=x, y=y, radius=6, fill=LINK)
    return Dot(x=x, y=y, radius=5, fill=GROUND, stroke=INK)


def _list_ticks(tick: Node) -> Iterator[Mark]:
    for place, line in enumerate(tick.nodes):
        yield Label(
            x=read_place(tick),
            y=6 + 16 * place,
            text=line.text,
            across="center",
            tone=MUTED,
        )
