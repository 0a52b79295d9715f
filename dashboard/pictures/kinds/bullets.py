"""Promises on their way, see `kit/charts/bullets.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dashboard.pictures.drawing.colours import find_colour
from dashboard.pictures.drawing.shapes import (
    GROUND,
    INK,
    MUTED,
    RULE,
    SMALL,
    Box,
    Caption,
    Dot,
    Label,
    Plot,
    Row,
    Stack,
)
from dashboard.pictures.kinds.places import read_place

if TYPE_CHECKING:
    from dashboard.headless.markup import Node
    from dashboard.pictures.drawing.shapes import Across, Item, Mark

TONES: Final = {
    **dict.fromkeys(("off_course", "late", "no_payments", "error"), "bad"),
    **dict.fromkeys(("at_risk", "overspent", "not_planned", "warning"), "warn"),
    **dict.fromkeys(("on_course", "reached", "spent"), "good"),
}
"""Colours of statuses; the style sheet has the same."""

COLUMNS: Final = [108.0, 82.0, 0.0, 82.0, 76.0]
ACROSS: Final[list[Across]] = ["left", "right", "left", "left", "right"]
BAR: Final = 17.0
THICK: Final = 8.0
MARGIN: Final = 9.0
"""Room beside the way for what lies beyond its ends."""


def make_bullets(root: Node) -> Item:
    """Make promises of their markup: the name above, the way below it."""
    rows = (
        _make_heads(node) if "heads" in node.classes else _make_bullet(node)
        for node in root.nodes
    )
    return Stack(items=list(rows))


def find_tone(node: Node) -> str:
    """Return the colour of an element with a status, a quiet one otherwise."""
    return next(
        (find_colour(TONES[one]) for one in node.classes if one in TONES), MUTED
    )


def _make_heads(node: Node) -> Item:
    heads = [
        Caption(text=one.text, tone=MUTED, size=SMALL, is_bold=True)
        for one in node.nodes
    ]
    across: list[Across] = [*ACROSS[:2], "center", *ACROSS[3:]]
    below = Row(columns=COLUMNS, cells=[*heads[1:]], across=across, rule=RULE)
    return Stack(items=[heads[0], below])


def _make_bullet(node: Node) -> Item:
    texts = {
        name: next(node.find_all(name)).text
        for name in ("name", "start", "target", "value")
    }
    cells: list[Item] = [
        _make_status(next(node.find_all("status"))),
        Caption(text=texts["start"], size=SMALL),
        Plot(
            height=BAR + THICK + 2,
            marks=_list_marks(next(node.find_all("plot"))),
            left=MARGIN,
            right=MARGIN,
        ),
        Caption(text=texts["target"], size=SMALL),
        Caption(text=texts["value"], size=SMALL),
    ]
    name = Row(
        columns=[0], cells=[Caption(text=texts["name"], size=13)], rule="", pad=7
    )
    below = Row(columns=COLUMNS, cells=cells, across=ACROSS, down="bottom", pad=5)
    return Stack(items=[name, below])


def _make_status(node: Node) -> Item:
    shape = node.find("shape")
    if shape is None:
        return Caption(text=node.text, size=SMALL)
    tone, word = find_tone(shape), node.text.removeprefix(shape.text).strip()
    tone = INK if tone == MUTED else tone
    return Caption(text=f"{shape.text} {word}", size=SMALL, tone=tone)


def _list_marks(plot: Node) -> list[Mark]:
    marks: list[Mark] = []
    for node in plot.nodes:
        kinds = node.classes
        if "way" in kinds:
            dashes = [3.0, 3.0] if "unknown" in kinds else []
            way = Box(x=0, width=100, y=BAR, height=THICK, stroke=MUTED, dashes=dashes)
            end = Box(x=100, width=0, y=BAR, height=THICK, fill=INK, least=4, shift=-4)
            marks += [way, end]
        elif "gone" in kinds:
            left, width = read_place(node), read_place(node, "width")
            marks.append(
                Box(x=left, width=width, y=BAR, height=THICK, fill=find_tone(node))
            )
        elif "expected" in kinds:
            left, top = read_place(node), BAR - 4
            marks.append(
                Box(x=left, width=0, y=top, height=16, fill=INK, least=2, shift=-1)
            )
        elif "dot" in kinds:
            left, top = read_place(node), BAR + THICK / 2
            marks.append(
                Dot(x=left, y=top, radius=5, fill=find_tone(node), stroke=GROUND)
            )
        else:
            left = float(node.style["left"].split(",")[1].strip("% "))
            marks.append(
                Label(x=left, y=BAR - 6, text=node.text, across="center", down="bottom")
            )
    return marks
