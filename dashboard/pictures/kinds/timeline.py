"""Amounts month by month, see `kit/charts/timeline.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.pictures.drawing.shapes import (
    GROUND,
    INK,
    LINE,
    MUTED,
    Box,
    Caption,
    Label,
    Legend,
    LegendSign,
    Path,
    Plot,
    Row,
    Stack,
)
from dashboard.pictures.kinds.places import read_lines, read_place

if TYPE_CHECKING:
    from dashboard.headless.markup import Node
    from dashboard.pictures.drawing.shapes import Across, Item, Mark

SUMS: Final = 150.0
MONTHS: Final = 110.0
ROOM: Final = 18.0
"""Room over the columns for the label of the tallest."""

DASHES: Final = [6.0, 4.0]
SIDES: Final[dict[str, Across]] = {
    "left": "left",
    "middle": "center",
    "right": "right",
}


def make_timeline(root: Node) -> Item:
    """Make sums and columns of their markup, each under its name."""
    items: list[Item] = []
    for node in root.nodes:
        if "part" in node.classes:
            items += _list_heads(node)
        elif "sums" in node.classes:
            items.append(Plot(height=SUMS + 8, marks=_list_sums(node)))
        elif "months" in node.classes:
            items.append(Plot(height=MONTHS + ROOM, marks=_list_columns(node)))
        else:
            items.append(Plot(height=20, marks=_list_ticks(node)))
    return Stack(items=items, gap=4)


def _list_heads(node: Node) -> list[Item]:
    own = "".join(part for part in node.content if isinstance(part, str)).strip()
    heads: list[Item] = [
        Row(columns=[0], cells=[Caption(text=own, tone=MUTED, size=13)], rule="", pad=4)
    ]
    parts = [(_make_sign(one.nodes[0]), one.text) for one in node.nodes]
    if parts:
        heads.append(Legend(parts=parts))
    return heads


def _make_sign(node: Node) -> LegendSign:
    if "dash" in node.classes:
        return LegendSign(form="stroke", stroke=MUTED, dashes=[*DASHES])
    return LegendSign(form="stroke", stroke=INK)


def _list_sums(plot: Node) -> list[Mark]:
    marks: list[Mark] = [_make_floor(SUMS + 4)]
    for kind, points in read_lines(plot, SUMS):
        moved = [(x, y + 3) for x, y in points]
        is_plan = kind == "dash"
        dashes = [*DASHES] if is_plan else []
        tone = MUTED if is_plan else INK
        marks.append(Path(points=moved, tone=tone, width=2, dashes=dashes))
    return marks


def _make_floor(top: float) -> Box:
    return Box(x=0, width=100, y=top, height=1, fill=LINE)


def _list_columns(plot: Node) -> list[Mark]:
    marks: list[Mark] = [_make_floor(MONTHS + ROOM - 1)]
    for node in plot.find_all("column"):
        height = read_place(node, "height") * MONTHS / 100
        marks.append(
            Box(
                x=read_place(node),
                width=read_place(node, "width"),
                y=MONTHS + ROOM - height - 1,
                height=height,
                fill=MUTED,
                stroke=GROUND if height else "",
            )
        )
    for node in plot.find_all("text"):
        across = SIDES[node.classes[-1]]
        marks.append(
            Label(
                x=read_place(node),
                y=ROOM - 5,
                text=node.text,
                across=across,
                down="bottom",
            )
        )
    return marks


def _list_ticks(axis: Node) -> list[Mark]:
    return [
        Label(x=read_place(node), y=8, text=node.text, shift=-6, tone=MUTED)
        for node in axis.nodes
    ]
