"""Spans on one line of time, see `kit/charts/spans.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.pictures.drawing.colours import find_colour
from dashboard.pictures.drawing.shapes import (
    INK,
    LINE,
    MUTED,
    RULE,
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
from dashboard.pictures.kinds.places import read_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.headless.markup import Node
    from dashboard.pictures.drawing.shapes import Item, Mark

COLUMNS: Final = [150.0, 0.0]
HEIGHT: Final = 32.0
DOTTED: Final = [2.0, 3.0]
FILLS: Final = {"frame": "frame", "main": "ink", "known": "link"}


def make_spans(root: Node) -> Item:
    """Make spans of their markup: years above, the words of marked days below."""
    items: list[Item] = []
    for node in root.nodes:
        if "marks" in node.classes:
            parts = [(_make_sign(one.nodes[0]), one.text) for one in node.nodes]
            items.append(Row(columns=[0], cells=[Legend(parts=parts)], rule="", pad=6))
            continue
        is_axis = "axis" in node.classes
        height = 24.0 if is_axis else HEIGHT
        marks = [*_list_marks(next(node.find_all("track")), height)]
        cells: list[Item] = [
            Caption(text=next(node.find_all("name")).text),
            Plot(height=height, marks=marks),
        ]
        rule = RULE if is_axis else LINE
        items.append(Row(columns=COLUMNS, cells=cells, rule=rule, pad=0))
    return Stack(items=items)


def _make_sign(node: Node) -> LegendSign:
    dashes = DOTTED if "today" in node.classes else []
    return LegendSign(form="post", stroke=INK, dashes=[*dashes])


def _list_marks(track: Node, height: float) -> Iterator[Mark]:
    for node in track.nodes:
        left, kinds = read_place(node), node.classes
        if "day" in kinds:
            dashes = DOTTED if "today" in kinds else []
            points = [(left, 0.0), (left, height)]
            yield Path(points=points, tone=INK, width=2, dashes=[*dashes])
        elif "span" in kinds:
            width, fill = read_place(node, "width"), find_colour(FILLS[kinds[-1]])
            yield Box(x=left, width=width, y=10, height=12, fill=fill, least=3)
        elif "year" in kinds:
            yield Box(x=left, width=0, y=0, height=height, fill=LINE, least=1)
        elif "quarter" in kinds:
            yield Box(x=left, width=0, y=height - 4, height=4, fill=MUTED, least=1)
        else:
            yield Label(x=left, y=9, text=node.text, across="center", tone=MUTED)
