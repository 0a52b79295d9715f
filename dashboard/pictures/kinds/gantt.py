"""What goes on in which quarter, see `kit/charts/gantt.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.pictures.drawing.colours import tint
from dashboard.pictures.drawing.shapes import (
    EMPTY,
    INK,
    LINE,
    MUTED,
    RULE,
    SMALL,
    Box,
    Caption,
    Label,
    Legend,
    LegendSign,
    Plot,
    Row,
    Stack,
)
from dashboard.pictures.kinds.places import read_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.headless.markup import Node
    from dashboard.pictures.drawing.shapes import Across, Item, Mark

COLUMNS: Final = [260.0, 0.0, 100.0]
ACROSS: Final[list[Across]] = ["left", "left", "right"]
HEIGHT: Final = 24.0


def make_gantt(root: Node) -> Item:
    """Make bars over their quarters of their markup, under legend and axis."""
    count = int(read_place(root, "--quarters"))
    rows: list[Item] = []
    for node in root.nodes:
        if "marks" in node.classes:
            parts = [(_make_sign(one.nodes[0]), _read_words(one)) for one in node.nodes]
            rows.append(Legend(parts=parts))
        elif "axis" in node.classes:
            rows.append(_make_axis(node))
        else:
            rows.append(_make_row(node, count))
    return Stack(items=rows)


def _make_sign(node: Node) -> LegendSign:
    if node.text:
        return LegendSign(form="glyph", text=node.text)
    fill = MUTED if "spent" in node.classes else tint(MUTED)
    return LegendSign(form="swatch", fill=fill, stroke=MUTED)


def _read_words(node: Node) -> str:
    return node.text.removeprefix(node.nodes[0].text).strip()


def _make_axis(node: Node) -> Item:
    marks: list[Mark] = [
        Label(x=read_place(one), y=8, text=one.text, tone=MUTED)
        for one in next(node.find_all("plot")).nodes
    ]
    cells: list[Item] = [
        EMPTY,
        Plot(height=16, marks=marks),
        EMPTY,
    ]
    return Row(columns=COLUMNS, cells=cells, rule=RULE, pad=2)


def _make_row(node: Node, count: int) -> Item:
    grid = [
        Box(
            x=100 * at / count, width=0, y=0, height=0, fill=LINE, least=1, is_tall=True
        )
        for at in range(count + 1)
    ]
    plot = next(node.find_all("plot"))
    cells: list[Item] = [
        Caption(text=next(node.find_all("name")).text, size=13),
        Plot(height=HEIGHT, marks=[*grid, *_list_marks(plot)]),
        Caption(text=next(node.find_all("value")).text, size=SMALL),
    ]
    return Row(columns=COLUMNS, cells=cells, across=ACROSS, pad=6)


def _list_marks(plot: Node) -> Iterator[Mark]:
    top = HEIGHT / 2 - 7
    for node in plot.nodes:
        left = read_place(node)
        if "bar" in node.classes:
            width = read_place(node, "width")
            yield Box(
                x=left, width=width, y=top, height=14, fill=tint(MUTED), stroke=MUTED
            )
            if node.nodes:
                spent = width * read_place(node.nodes[0], "width") / 100
                yield Box(x=left, width=spent, y=top, height=14, fill=MUTED)
        else:
            yield Label(x=left, y=HEIGHT / 2, text=node.text, tone=INK)
