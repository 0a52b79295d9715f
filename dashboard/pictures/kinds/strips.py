"""Points on strips, see `kit/charts/strips.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.pictures.drawing.colours import mix
from dashboard.pictures.drawing.shapes import (
    GROUND,
    INK,
    LINE,
    MUTED,
    RULE,
    Box,
    Caption,
    Dot,
    Label,
    Path,
    Plot,
    Row,
    Stack,
)
from dashboard.pictures.kinds.places import read_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.headless.markup import Node
    from dashboard.pictures.drawing.shapes import Across, Down, Item, Mark

COLUMNS: Final = [170.0, 0.0]
MARGIN: Final = 42.0
SIDES: Final[dict[str, tuple[Across, Down, float]]] = {
    "left": ("right", "horizon", -8),
    "right": ("left", "horizon", 8),
    "above": ("center", "horizon", 0),
    "school": ("center", "horizon", 0),
}


def make_strips(root: Node) -> Item:
    """Make strips of their markup, under their axis."""
    return Stack(items=[_make_row(node) for node in root.nodes])


def _make_row(node: Node) -> Item:
    plot = next(node.find_all("plot"))
    name = node.find("name")
    is_axis = name is None
    height = 18.0 if is_axis else read_place(plot, "height")
    marks = [mark for one in plot.nodes for mark in _list_marks(one, height)]
    # Numbers stand over the lines that run through their places.
    marks.sort(key=lambda mark: isinstance(mark, Label))
    cells: list[Item] = [
        Caption(text=name.text if name else ""),
        Plot(height=height, marks=marks, left=MARGIN, right=MARGIN),
    ]
    return Row(columns=COLUMNS, cells=cells, rule=RULE if is_axis else LINE, pad=1)


def _list_marks(node: Node, height: float) -> Iterator[Mark]:
    left, kinds = read_place(node), node.classes
    top = read_place(node, "top") if "top" in node.style else 0.0
    if "tick" in kinds:
        yield Label(x=left, y=8, text=node.text, across="center", tone=MUTED)
    elif "grid" in kinds:
        yield Box(x=left, width=0, y=0, height=height, fill=LINE, least=1)
    elif "median" in kinds:
        yield Box(x=left, width=0, y=top - 10, height=20, fill=INK, least=3, shift=-1.5)
    elif "range" in kinds:
        width = read_place(node, "width")
        yield Box(x=left, width=width, y=top - 0.5, height=1, fill=MUTED)
    elif "bounds" in kinds:
        yield from _list_bounds(left, left + read_place(node, "width"), top)
    elif "point" in kinds:
        yield _make_point(kinds[-1], left, top)
    else:
        across, down, shift = SIDES[kinds[-1]]
        yield Label(
            x=left,
            y=top,
            text=node.text,
            across=across,
            down=down,
            shift=shift,
            is_bold="school" in kinds,
            ground=GROUND,
        )


def _list_bounds(left: float, right: float, top: float) -> Iterator[Mark]:
    tone = mix(MUTED, 0.8)
    yield Path(points=[(left, top), (right, top)], tone=tone)
    for x in (left, right):
        yield Path(points=[(x, top - 4), (x, top + 4)], tone=tone)


def _make_point(kind: str, left: float, top: float) -> Mark:
    if kind == "open":
        return Label(x=left, y=top, text="△", across="center", is_kept=False)
    fill = INK if kind == "marked" else mix(MUTED, 0.65)
    return Dot(x=left, y=top, radius=5.5, fill=fill)
