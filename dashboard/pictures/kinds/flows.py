"""Flows between columns of parts, see `kit/charts/flows.py`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from dashboard.pictures.drawing.colours import tint
from dashboard.pictures.drawing.shapes import (
    GROUND,
    INK,
    MUTED,
    Box,
    Label,
    Plot,
    Shape,
)
from dashboard.pictures.kinds.bars import find_mark
from dashboard.pictures.kinds.places import read_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.headless.markup import Node
    from dashboard.pictures.drawing.shapes import Item, Mark

_PATH: Final = re.compile(r'd="M([^"]*)Z"')
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")

STEPS: Final = 14
"""Straight pieces that a curve is drawn with."""

SIZE: Final = 11.0

Point = tuple[float, float]


def make_flows(root: Node) -> Item:
    """Make the flows of their markup: ribbons, parts on them, words on top."""
    drawing = next(root.find_all("middle"))
    plot = next(drawing.find_all("plot"))
    height = read_place(plot, "height")
    marks: list[Mark] = []
    for ribbons in plot.find_all("ribbons"):
        fill = tint(tint(find_mark(ribbons)))
        outlines = _PATH.findall(unquote(ribbons.style["mask-image"]))
        marks += [
            Shape(points=_list_points(one, height), fill=fill) for one in outlines
        ]
    for node in plot.find_all("node"):
        mark = find_mark(node)
        x, width = read_place(node), read_place(node, "width")
        y, own = read_place(node, "top"), read_place(node, "height")
        marks.append(
            Box(x=x, width=width, y=y, height=own, fill=tint(mark), stroke=mark)
        )
    for said in plot.find_all("said"):
        marks += _list_labels(said)
    return Plot(height=height, marks=marks)


def _list_points(numbers: str, height: float) -> list[Point]:
    """List the outline of a ribbon: two curves, and straight lines between them."""
    found = [float(one) for one in _NUMBER.findall(numbers)]
    points = list(zip(found[::2], found[1::2], strict=True))
    outline = [*_draw_curve(points[:4]), *_draw_curve(points[4:])]
    return [(x, y * height / 100) for x, y in outline]


def _draw_curve(points: list[Point]) -> Iterator[Point]:
    """Yield places on a cubic curve from its first point to its last."""
    for step in range(STEPS + 1):
        part = step / STEPS
        shares = (
            (1 - part) ** 3,
            3 * part * (1 - part) ** 2,
            3 * part**2 * (1 - part),
            part**3,
        )
        x, y = (
            sum(
                share * point[axis] for share, point in zip(shares, points, strict=True)
            )
            for axis in (0, 1)
        )
        yield x, y


def _list_labels(said: Node) -> list[Mark]:
    """List the words of a part: on two lines, those of the last column on one."""
    name, amount = (node.text for node in said.nodes)
    y = read_place(said, "top")
    if "at2" in said.classes:
        x = read_place(said)
        return [Label(x=x, y=y, text=f"{name} {amount}", size=SIZE, tone=INK)]
    is_first = "at0" in said.classes
    x = 100 - read_place(said, "right") if is_first else read_place(said)
    ground = "" if is_first else GROUND
    return [
        Label(
            x=x,
            y=y + shift,
            text=text,
            across="right" if is_first else "left",
            tone=tone,
            size=SIZE,
            is_bold=tone == INK,
            ground=ground,
        )
        for text, tone, shift in ((name, INK, -7), (amount, MUTED, 7))
    ]
