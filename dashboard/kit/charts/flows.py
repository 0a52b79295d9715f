"""Flows from one column of parts to the next, as markup: where a whole goes.

The parts are boxes of a fixed height, the flows between them are masks that stretch
with the width of the page, and words are HTML. On a tablet and on paper there is room
for two columns: the third is a group of bars below. On a phone each column is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from dashboard.kit.charts.bars import Bar, Segment, write_bars
from dashboard.kit.html import tag

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

WHOLE_PX: Final = 400
"""Height of the whole sum."""

NODE_WIDTH: Final = 1.2
"""Width of a part, percent."""

COLUMNS: Final = (17.0, 40.0, 63.0)
"""Left sides of the three columns of parts, percent."""

PAIR: Final = (27.0, 74.0)
"""Left sides of the first two, where they stand alone."""

SLOTS: Final = (46, 46, 23)
"""Least height that the words of a part of each column need, pixels."""

GAP_PX: Final = 3


@dataclass(frozen=True)
class FlowNode:
    """A part of the whole in one of the three columns.

    Attributes:
        key: Unique in its column.
        label: Its name.
        short: The same in the room that a line has.
        text: Amount, said beside the name.
        value: Its size, euro.
        policy_area: Policy area that gives its colour; empty for none.
        href: Where its name leads; empty means nowhere.
        top: Where it stands, pixels.
        height: How high it is, pixels.
    """

    key: str
    label: str
    short: str
    text: str
    value: Decimal
    policy_area: str = ""
    href: str = ""
    top: float = 0
    height: float = 0


Links = Mapping[tuple[str, str], "Decimal"]


def write_flows(
    columns: Sequence[Sequence[FlowNode]], links: Sequence[Links], heads: Sequence[str]
) -> str:
    """Write flows between the parts of three columns.

    Args:
        columns: The parts of each column, from the top.
        links: Sizes of the flows from each column to the next, by the keys of both.
        heads: What the columns hold.
    """
    bars = _write_bars(columns, heads)
    return tag(
        "div",
        tag("div", _write_plot(columns, links, COLUMNS), class_="drawing middle"),
        tag("div", _write_plot(columns[:2], links[:1], PAIR), class_="drawing pair"),
        tag("div", *bars[:2], class_="drawing narrow"),
        tag("div", *bars[2:], class_="drawing below"),
        class_="flows",
    )


def _write_plot(
    columns: Sequence[Sequence[FlowNode]],
    links: Sequence[Links],
    lefts: Sequence[float],
) -> str:
    """Write flows between columns that stand at these distances from the left."""
    scale = WHOLE_PX / float(sum(node.value for node in columns[0]) or 1)
    sizes = [_measure(nodes, place, scale) for place, nodes in enumerate(columns)]
    height = max(sizes)
    placed = [
        _place(nodes, place, scale, (height - sizes[place]) / 2)
        for place, nodes in enumerate(columns)
    ]
    ribbons = [
        ribbon
        for place, flows in enumerate(links)
        for ribbon in _list_ribbons(
            (lefts[place] + NODE_WIDTH, lefts[place + 1]),
            placed[place : place + 2],
            flows,
            scale,
            height,
        )
    ]
    nodes = [
        _write_node(node, place, left)
        for place, (column, left) in enumerate(zip(placed, lefts, strict=True))
        for node in column
    ]
    return tag(
        "div",
        _write_ribbons(ribbons),
        *nodes,
        class_="plot",
        style=f"height:{height:.0f}px",
    )


def _measure(nodes: Sequence[FlowNode], place: int, scale: float) -> float:
    """Measure how high a column is: each part has room for its words."""
    slots = (max(float(node.value) * scale, SLOTS[place]) for node in nodes)
    return sum(slots) + GAP_PX * max(len(nodes) - 1, 0)


def _place(
    nodes: Sequence[FlowNode], place: int, scale: float, top: float
) -> list[FlowNode]:
    placed = []
    for node in nodes:
        own = float(node.value) * scale
        slot = max(own, SLOTS[place])
        placed.append(replace(node, top=top + (slot - own) / 2, height=own))
        top += slot + GAP_PX
    return placed


def _list_ribbons(
    ends: tuple[float, float],
    columns: Sequence[Sequence[FlowNode]],
    links: Links,
    scale: float,
    height: float,
) -> list[tuple[str, str]]:
    """List the flows from one column to the next: colour, and outline in percent.

    Args:
        ends: Where they start and end, percent of the width.
        columns: The two columns, placed.
        links: Sizes of the flows by the keys of both parts.
        scale: Pixels of a euro.
        height: Height of the picture, pixels.
    """
    starts, targets = columns
    used = {node.key: node.top for node in targets}
    ribbons = []
    for node in starts:
        left = node.top
        for target in targets:
            thick = float(links.get((node.key, target.key), 0)) * scale
            if thick <= 0:
                continue
            one, two, right = left, left + thick, used[target.key]
            left, used[target.key] = two, right + thick
            y = [100 * at / height for at in (one, right, right + thick, two)]
            ribbons.append((node.policy_area or "none", _write_path(ends, y)))
    return ribbons


def _write_path(ends: tuple[float, float], y: Sequence[float]) -> str:
    """Write the outline of a flow: along its top to the right, below it back."""
    (start, end), middle = ends, sum(ends) / 2
    points = [
        *((start, y[0]), (middle, y[0]), (middle, y[1]), (end, y[1])),
        *((end, y[2]), (middle, y[2]), (middle, y[3]), (start, y[3])),
    ]
    said = [f"{x:.2f},{depth:.2f}" for x, depth in points]
    return f"M{said[0]} C{' '.join(said[1:4])} L{said[4]} C{' '.join(said[5:])}Z"


def _write_ribbons(ribbons: Sequence[tuple[str, str]]) -> str:
    """Write the flows, those of one colour as one mask."""
    kinds: dict[str, list[str]] = {}
    for kind, path in ribbons:
        kinds.setdefault(kind, []).append(path)
    return "".join(
        tag("i", "", class_=f"ribbons {kind}", style=_write_mask(paths))
        for kind, paths in kinds.items()
    )


def _write_mask(paths: Sequence[str]) -> str:
    drawing = tag(
        "svg",
        *(tag("path", d=path) for path in paths),
        xmlns="http://www.w3.org/2000/svg",
        viewBox="0 0 100 100",
        preserveAspectRatio="none",
    )
    return f"mask-image:url('data:image/svg+xml,{quote(drawing)}')"


def _write_node(node: FlowNode, place: int, left: float) -> str:
    box = tag(
        "i",
        "",
        class_=f"node tint {node.policy_area or 'none'}",
        style=f"left:{left:.2f}%;width:{NODE_WIDTH}%;"
        f"top:{node.top:.1f}px;height:{max(node.height, 1):.1f}px",
    )
    name = escape(node.short)
    if node.href:
        name = tag("a", name, href=node.href)
    words = tag("b", name) + tag("span", escape(node.text))
    middle = node.top + node.height / 2
    side = (
        f"right:{100 - left + 0.6:.2f}%;width:{left - 1:.0f}%"
        if place == 0
        else f"left:{left + NODE_WIDTH + 0.6:.2f}%"
    )
    said = tag(
        "div",
        words,
        class_=f"said at{place}",
        style=f"{side};top:{middle:.1f}px",
        title=f"{node.label}: {node.text}",
    )
    return box + said


def _write_bars(
    columns: Sequence[Sequence[FlowNode]], heads: Sequence[str]
) -> list[str]:
    return [
        tag("p", escape(head), class_="head")
        + write_bars(
            [
                Bar(
                    node.label,
                    node.text,
                    [Segment(node.value, node.policy_area)],
                    node.href,
                )
                for node in nodes
            ]
        )
        for head, nodes in zip(heads, columns, strict=True)
    ]
