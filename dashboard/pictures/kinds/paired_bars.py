"""Pairs of bars, planned above spent, see `kit/charts/paired_bars.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.pictures.drawing.colours import tint
from dashboard.pictures.drawing.shapes import (
    GROUND,
    MUTED,
    Box,
    Caption,
    Legend,
    LegendSign,
    Plot,
    Row,
    Stack,
)
from dashboard.pictures.kinds.bars import find_mark
from dashboard.pictures.kinds.places import read_place

if TYPE_CHECKING:
    from dashboard.headless.markup import Node
    from dashboard.pictures.drawing.shapes import Across, Item, Mark

COLUMNS: Final = [210.0, 0.0, 190.0]
ACROSS: Final[list[Across]] = ["left", "left", "right"]
THICK: Final = 11.0
STEP: Final = 14.0


def make_pairs(root: Node) -> Item:
    """Make pairs of bars of their markup, under their legend."""
    rows = (
        _make_legend(node) if "marks" in node.classes else _make_pair(node)
        for node in root.nodes
    )
    return Stack(items=list(rows))


def _make_legend(node: Node) -> Item:
    fills = {"planned": tint(MUTED), "spent": MUTED}
    parts = [
        (
            LegendSign(
                form="swatch", fill=fills[one.nodes[0].classes[-1]], stroke=MUTED
            ),
            one.text,
        )
        for one in node.nodes
    ]
    return Legend(parts=parts)


def _make_pair(node: Node) -> Item:
    bars = [*next(node.find_all("track")).nodes]
    height = STEP * len(bars) + 3
    marks: list[Mark] = [Box(x=0, width=0, y=0, height=height, fill=MUTED, least=1)]
    for place, bar in enumerate(bars):
        left, is_planned = 0.0, "planned" in bar.classes
        for part in bar.nodes:
            width, mark = read_place(part, "width"), find_mark(part)
            marks.append(
                Box(
                    x=left,
                    width=width,
                    y=3 + STEP * place,
                    height=THICK,
                    fill=tint(mark) if is_planned else mark,
                    stroke=mark if is_planned else GROUND,
                )
            )
            left += width
    cells: list[Item] = [
        Caption(text=next(node.find_all("name")).text),
        Plot(height=height, marks=marks),
        Caption(text=next(node.find_all("value")).text, size=13),
    ]
    return Row(columns=COLUMNS, cells=cells, across=ACROSS, pad=6)
