"""A treemap as markup: what share of the whole each part is.

The rectangles are worked out for three widths of the page, the least of each, so that
words that fit are known before a browser draws them; style.css shows the one that fits.
Parts too small for words are named under the picture: nothing of the whole goes unsaid.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING, Final

from dashboard.kit.html import tag

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

SIZES: Final = {"narrow": (300, 560), "middle": (600, 460), "wide": (960, 420)}
"""Least width and height of each drawing, pixels."""

LETTER_PX: Final = 7.4
"""Room for a letter of 14 px, bold: wider than the mean of the typeface."""

LINE_PX: Final = 19
PAD_PX: Final = 14
HEAD_PX: Final = 26


@dataclass(frozen=True)
class Tile:
    """A rectangle, or a group of them.

    Attributes:
        key: Unique; a group's key is the parent of its tiles.
        parent: Key of the group, empty at the top.
        policy_area: Policy area that gives its colour.
        label: Name, said in the tile.
        text: Amount and share, said under the name.
        value: Size, euro; that of a group is the sum of its tiles.
    """

    key: str
    parent: str
    policy_area: str
    label: str
    text: str
    value: Decimal


@dataclass(frozen=True)
class TileBox:
    """A rectangle in pixels, from the left and from the top."""

    left: float
    top: float
    width: float
    height: float


def write_treemap(tiles: Sequence[Tile], rest: str) -> str:
    """Write planned amounts as areas of one rectangle; groups keep their colour.

    Args:
        tiles: Groups and their tiles.
        rest: What stands before the names of the tiles without room for words.
    """
    drawings = (_write_drawing(name, tiles, rest) for name in SIZES)
    return tag("div", *drawings, class_="treemap")


def split_box(values: Sequence[float], box: TileBox) -> list[TileBox]:
    """Make parts of a rectangle, as nearly square as rows allow.

    Args:
        values: Sizes, largest first; none below zero.
        box: What to split.

    Returns:
        A rectangle for each size, in the order given.
    """
    boxes: list[TileBox] = []
    left = [value for value in values if value > 0]
    while left:
        count = _count_row(left, box)
        row, left = left[:count], left[count:]
        share = sum(row) / (sum(row) + sum(left))
        parts, box = _cut_row(row, share, box)
        boxes += parts
    return boxes + [TileBox(box.left, box.top, 0, 0)] * (len(values) - len(boxes))


def _count_row(values: Sequence[float], box: TileBox) -> int:
    """Count how many of the first values make the squarest row along the short side."""
    whole, side = sum(values), min(box.width, box.height)
    scale = box.width * box.height / whole
    worst = float("inf")
    for count in range(1, len(values) + 1):
        area = sum(values[:count]) * scale
        ratios = [
            max(side**2 * value * scale / area**2, area**2 / (side**2 * value * scale))
            for value in (values[0], values[count - 1])
        ]
        if max(ratios) > worst:
            return count - 1
        worst = max(ratios)
    return len(values)


def _cut_row(
    row: Sequence[float], share: float, box: TileBox
) -> tuple[list[TileBox], TileBox]:
    """Return the parts of a row cut off a rectangle, and what is left of it."""
    parts = []
    before = 0.0
    for value in row:
        part = value / sum(row)
        if box.width >= box.height:
            top, height = box.top + before * box.height, part * box.height
            parts.append(TileBox(box.left, top, box.width * share, height))
        else:
            left, width = box.left + before * box.width, part * box.width
            parts.append(TileBox(left, box.top, width, box.height * share))
        before += part
    if box.width >= box.height:
        cut = box.width * share
        return parts, TileBox(box.left + cut, box.top, box.width - cut, box.height)
    cut = box.height * share
    return parts, TileBox(box.left, box.top + cut, box.width, box.height - cut)


def _write_drawing(name: str, tiles: Sequence[Tile], rest: str) -> str:
    width, height = SIZES[name]
    groups = _sort([tile for tile in tiles if not tile.parent])
    boxes = split_box(
        [float(group.value) for group in groups], TileBox(0, 0, width, height)
    )
    drawn: list[str] = []
    unsaid: list[str] = []
    for group, box in zip(groups, boxes, strict=True):
        parts = _sort([tile for tile in tiles if tile.parent == group.key])
        left, head = _write_head(group, box, width)
        places = split_box([float(part.value) for part in parts], left)
        said = [
            _fits([part.label, part.text], place.width, place.height)
            for part, place in zip(parts, places, strict=True)
        ]
        drawn += head
        drawn += [
            _write_tile(part, place, width, "said" if is_said else "")
            for part, place, is_said in zip(parts, places, said, strict=True)
        ]
        small = [part for part, is_said in zip(parts, said, strict=True) if not is_said]
        unsaid += _write_rest(group, small)
    picture = tag("div", *drawn, class_="plot", style=f"height:{height}px")
    note = tag("div", tag("p", escape(rest)), *unsaid, class_="rest") if unsaid else ""
    return tag("div", picture, note, class_=f"drawing {name}")


def _write_head(group: Tile, box: TileBox, width: int) -> tuple[TileBox, list[str]]:
    """Write the name of a group over its tiles; give the room that is left for them."""
    if not _fits([f"{group.label} {group.text}"], box.width, HEAD_PX):
        return box, []
    head = TileBox(box.left, box.top, box.width, HEAD_PX)
    left = TileBox(box.left, box.top + HEAD_PX, box.width, max(box.height - HEAD_PX, 0))
    return left, [_write_tile(group, head, width, "head")]


def _write_rest(group: Tile, small: Sequence[Tile]) -> list[str]:
    """Write a line of a group's tiles that have no room for words."""
    if not small:
        return []
    names = "; ".join(f"{part.label} {part.text}" for part in small)
    area = tag("span", escape(f"{group.label}:"), class_=f"area {group.policy_area}")
    return [tag("p", area, " ", escape(names))]


def _sort(tiles: Sequence[Tile]) -> list[Tile]:
    return sorted(tiles, key=lambda tile: tile.value, reverse=True)


def _fits(texts: Sequence[str], width: float, height: float) -> bool:
    """Whether texts fit into a rectangle, each from a line of its own."""
    letters = int((width - PAD_PX) / LETTER_PX)
    if letters < 1:
        return False
    lines = [
        line for text in texts for line in wrap(text, letters, break_long_words=False)
    ]
    is_narrow = all(len(line) <= letters for line in lines)
    return is_narrow and len(lines) * LINE_PX + 6 <= height


def _write_tile(tile: Tile, box: TileBox, width: int, kind: str) -> str:
    style = (
        f"left:{100 * box.left / width:.3f}%;width:{100 * box.width / width:.3f}%;"
        f"top:{box.top:.1f}px;height:{box.height:.1f}px"
    )
    words = tag("b", escape(tile.label)) + tag("span", escape(tile.text))
    return tag(
        "div",
        words if kind else "",
        class_=f"tile tint {tile.policy_area or 'none'} {kind}".strip(),
        style=style,
        title=f"{tile.label}: {tile.text}",
    )
