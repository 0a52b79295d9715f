"""Lines over school years, see `kit/charts/years.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.kit.charts.lines import STROKES
from dashboard.kit.charts.years import DASHES, HEIGHT
from dashboard.pictures.drawing.colours import find_colour
from dashboard.pictures.drawing.shapes import (
    EMPTY,
    GROUND,
    LINE,
    MUTED,
    Box,
    Dot,
    Label,
    Path,
    Plot,
    Row,
    Stack,
)
from dashboard.pictures.kinds.places import read_dashes, read_lines, read_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboard.headless.markup import Node
    from dashboard.pictures.drawing.shapes import Item, Mark

TONES: Final = dict(zip(DASHES, ("one", "two", "three", "four", "five"), strict=True))
"""Colours of lines; the style sheet has the same."""

COLUMNS: Final = [36.0, 0.0, 205.0]


def make_years(root: Node) -> Item:
    """Make lines over years of their markup, with their names at their ends."""
    values, plot, labels, axis = root.nodes
    levels: list[Mark] = [
        Label(x=100, y=_read_depth(node), text=node.text, across="right", tone=MUTED)
        for node in values.nodes
    ]
    names: list[Mark] = [
        Label(
            x=0,
            y=read_place(node, "top"),
            text=read_full(node),
            tone=find_colour(TONES[node.classes[-1]]),
        )
        for node in labels.nodes
    ]
    ticks: list[Mark] = [
        Label(
            x=read_place(node), y=10, text=read_short(node), across="center", tone=MUTED
        )
        for node in axis.nodes
    ]
    cells: list[Item] = [
        Plot(height=HEIGHT, marks=levels),
        Plot(height=HEIGHT, marks=list(_list_marks(plot))),
        Plot(height=HEIGHT, marks=names),
    ]
    under: list[Item] = [
        EMPTY,
        Plot(height=20, marks=ticks),
        EMPTY,
    ]
    return Stack(
        items=[
            Row(columns=COLUMNS, cells=cells, rule="", gap=10),
            Row(columns=COLUMNS, cells=under, rule="", gap=10, pad=0),
        ]
    )


def read_full(node: Node) -> str:
    """Return the words of a name that has a short form as well."""
    short = node.find("short")
    return " ".join(
        part if isinstance(part, str) else part.text
        for part in node.content
        if part is not short
    ).strip()


def read_short(node: Node) -> str:
    """Return the short form of a name."""
    return next(node.find_all("short")).text


def _read_depth(node: Node) -> float:
    return read_place(node, "top") * HEIGHT / 100


def _list_marks(plot: Node) -> Iterator[Mark]:
    for node in plot.find_all("level"):
        yield Box(x=0, width=100, y=_read_depth(node), height=1, fill=LINE)
    for node in plot.find_all("break"):
        points = [(read_place(node), 0.0), (read_place(node), float(HEIGHT))]
        yield Path(points=points, tone=MUTED, dashes=[1, 3])
    for kind, points in read_lines(plot, HEIGHT):
        tone, dashes = find_colour(TONES[kind]), read_dashes(kind)
        yield Path(points=points, tone=tone, width=STROKES[kind].width, dashes=dashes)
    for node in plot.find_all("point"):
        tone = find_colour(TONES[node.classes[-1]])
        yield Dot(x=read_place(node), y=_read_depth(node), radius=4, fill=tone)
    for node in plot.find_all("words"):
        yield Label(
            x=read_place(node),
            y=8,
            text=node.text,
            across="center",
            tone=MUTED,
            ground=GROUND,
        )
