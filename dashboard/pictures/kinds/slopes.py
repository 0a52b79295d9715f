"""Lines from one year to another, see `kit/charts/slopes.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.kit.charts.lines import STROKES
from dashboard.pictures.drawing.colours import mix
from dashboard.pictures.drawing.shapes import (
    EMPTY,
    INK,
    LINE,
    MUTED,
    Box,
    Caption,
    Dot,
    Label,
    Path,
    Plot,
    Row,
    Stack,
)
from dashboard.pictures.kinds.places import read_dashes, read_lines, read_place

if TYPE_CHECKING:
    from dashboard.headless.markup import Node
    from dashboard.pictures.drawing.shapes import Item, Mark

COLUMNS: Final = [0.0, 24.0, 320.0, 24.0, 0.0]


def make_slopes(root: Node) -> Item:
    """Make lines of their markup, with the labels of their ends on both sides."""
    height = read_place(root, "--height")
    heads, start, before, plot, after, end = root.nodes
    first, last = (Caption(text=node.text, tone=MUTED, size=12) for node in heads.nodes)
    cells: list[Item] = [
        _make_labels(start, height, is_start=True),
        Plot(height=height, marks=_list_leaders(before, height)),
        Plot(height=height, marks=_list_marks(plot, height)),
        Plot(height=height, marks=_list_leaders(after, height)),
        _make_labels(end, height, is_start=False),
    ]
    head = Row(
        columns=[0, 0],
        cells=[first, last],
        across=["left", "right"],
        rule="",
        pad=4,
    )
    body = Row(columns=COLUMNS, cells=cells, gap=4, pad=0, rule="")
    between = Row(
        columns=[0, 380, 0],
        cells=[EMPTY, head, EMPTY],
        gap=0,
        pad=0,
        rule="",
    )
    return Stack(items=[between, body])


def _make_labels(node: Node, height: float, *, is_start: bool) -> Plot:
    marks: list[Mark] = []
    for one in node.nodes:
        is_named = bool({"marked", "middle"} & {*one.classes})
        marks.append(
            Label(
                x=100 if is_start else 0,
                y=read_place(one, "top"),
                text=one.text,
                across="right" if is_start else "left",
                tone=INK if is_named else MUTED,
                is_bold=is_named,
            )
        )
    return Plot(height=height, marks=marks)


def _list_leaders(node: Node, height: float) -> list[Mark]:
    tone = mix(MUTED, 0.6)
    return [Path(points=points, tone=tone) for _, points in read_lines(node, height)]


def _list_marks(plot: Node, height: float) -> list[Mark]:
    marks: list[Mark] = [
        Box(x=x, width=0, y=0, height=height, fill=LINE, least=1) for x in (0, 100)
    ]
    for kind, points in read_lines(plot, height):
        tone = MUTED if kind == "other" else INK
        width, dashes = STROKES[kind].width, read_dashes(kind)
        marks.append(Path(points=points, tone=tone, width=width, dashes=dashes))
    for one in plot.find_all("point"):
        is_named = bool({"marked", "middle"} & {*one.classes})
        x, y = read_place(one), read_place(one, "top") * height / 100
        marks.append(Dot(x=x, y=y, radius=4, fill=INK if is_named else MUTED))
    return marks
