"""Rows of two marks on one scale, see `kit/charts/dumbbells.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.pictures.drawing.colours import find_colour
from dashboard.pictures.drawing.shapes import (
    EMPTY,
    GROUND,
    INK,
    LINE,
    MUTED,
    RULE,
    SMALL,
    Box,
    Caption,
    Dot,
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

COLUMNS: Final = [230.0, 0.0, 104.0]
ACROSS: Final[list[Across]] = ["left", "left", "right"]
HEIGHT: Final = 28.0
MARGIN: Final = 46.0


def make_dumbbells(root: Node) -> Item:
    """Make rows of their markup, under their legend and their axis."""
    rows: list[Item] = []
    for node in root.nodes:
        if "marks" in node.classes:
            rows.append(_make_legend(node))
        elif "axis" in node.classes:
            rows.append(_make_axis(node))
        else:
            rows.append(_make_row(node))
    return Stack(items=rows)


def _make_legend(node: Node) -> Item:
    parts = []
    for one in node.nodes:
        letter = one.nodes[0].text
        parts.append((_make_sign(one.nodes[0]), one.text.removeprefix(letter).strip()))
    return Legend(parts=parts)


def _make_sign(node: Node) -> LegendSign:
    is_end = "end" in node.classes
    if node.text:
        fill, tone = (INK, GROUND) if is_end else (GROUND, INK)
        return LegendSign(
            form="dot", fill=fill, stroke=INK, size=15, text=node.text, tone=tone
        )
    if is_end:
        return LegendSign(form="dot", fill=INK, stroke=INK, size=7)
    return LegendSign(form="dot", stroke=INK, size=12)


def _make_axis(node: Node) -> Item:
    plot = next(node.find_all("plot"))
    marks: list[Mark] = [
        Label(x=read_place(one), y=8, text=one.text, across="center", tone=MUTED)
        for one in plot.nodes
    ]
    cells: list[Item] = [EMPTY, _make_plot(marks, 16), EMPTY]
    return Row(columns=COLUMNS, cells=cells, rule=RULE)


def _make_plot(marks: list[Mark], height: float) -> Plot:
    return Plot(height=height, marks=marks, left=MARGIN, right=MARGIN)


def _make_row(node: Node) -> Item:
    name, plot = next(node.find_all("name")), next(node.find_all("plot"))
    is_marked = "marked" in node.classes
    detail = name.find(name="small")
    label = name.nodes[0].text
    lines: list[Item] = [Caption(text=label, is_bold=is_marked)]
    if detail:
        lines.append(Caption(text=detail.text, tone=MUTED, size=SMALL))
    change = next(node.find_all("change")).text
    ground = find_colour("quiet") if is_marked else GROUND
    cells: list[Item] = [
        Stack(items=lines, gap=6),
        _make_plot(list(_list_marks(plot, ground)), HEIGHT),
        Caption(text=change, size=13),
    ]
    return Row(
        columns=COLUMNS,
        cells=cells,
        across=ACROSS,
        ground=ground if is_marked else "",
    )


def _list_marks(plot: Node, ground: str) -> Iterator[Mark]:
    middle = HEIGHT / 2
    for node in plot.nodes:
        left, kinds = read_place(node), node.classes
        if "way" in kinds:
            width = read_place(node, "width")
            yield Box(x=left, width=width, y=middle - 1.5, height=3, fill=MUTED)
        elif "text" in kinds:
            is_left = "left" in kinds
            yield Label(
                x=left,
                y=middle,
                text=node.text,
                across="right" if is_left else "left",
                shift=-11 if is_left else 11,
                ground=ground,
            )
        elif "dot" in kinds:
            yield _make_dot(node, left, middle)
        else:
            yield Box(x=left, width=0, y=0, height=0, fill=LINE, least=1, is_tall=True)


def _make_dot(node: Node, left: float, middle: float) -> Dot:
    is_end = "end" in node.classes
    if node.text:
        fill, tone = (INK, GROUND) if is_end else (GROUND, INK)
        return Dot(
            x=left, y=middle, radius=9, fill=fill, stroke=INK, text=node.text, tone=tone
        )
    if is_end:
        return Dot(x=left, y=middle, radius=4.5, fill=INK)
    return Dot(x=left, y=middle, radius=7.5, stroke=INK)
