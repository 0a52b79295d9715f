"""Lines and places of charts drawn as markup: they stretch, their words do not.

A picture is a box of a fixed height and any width. Places in it are percent, lines are
a drawing that stretches with it and keeps their width, and words are HTML, so that
a phone, a window and a sheet of paper all show the same chart, in its own colours.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from dashboard.kit.html import tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

XY = tuple[float, float]


@dataclass(frozen=True)
class Stroke:
    """How a kind of line is drawn.

    Attributes:
        width: Its width, pixels.
        dashes: Lengths of dashes and gaps, pixels; empty for an unbroken line.
    """

    width: float = 2
    dashes: str = ""


STROKES: Final[dict[str, Stroke]] = {
    "solid": Stroke(),
    "dash": Stroke(dashes="9 6"),
    "dot": Stroke(dashes="2 4"),
    "dashdot": Stroke(dashes="9 4 2 4"),
    "longdash": Stroke(dashes="15 6"),
    "other": Stroke(1.5),
    "marked": Stroke(3),
    "middle": Stroke(3, "8 5"),
    "leader": Stroke(1),
    "known": Stroke(),
    "way": Stroke(dashes="2 4"),
}
"""Colours of the kinds are said in style.css."""


def write_lines(lines: Iterable[tuple[str, Sequence[XY]]]) -> str:
    """Write lines of a picture, each as its kind and its points in percent.

    Lines are the mask of an element: Streamlit takes drawings out of markup, and a mask
    leaves the colour to the style sheet, which follows the theme and the paper.
    """
    kinds: dict[str, list[str]] = {}
    for kind, points in lines:
        path = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
        kinds.setdefault(kind, []).append(path)
    return "".join(
        tag("i", "", class_=f"lines {kind}", style=_write_mask(kind, paths))
        for kind, paths in kinds.items()
    )


def _write_mask(kind: str, paths: Sequence[str]) -> str:
    stroke = STROKES[kind]
    lines = "".join(
        tag("polyline", points=path, vector_effect="non-scaling-stroke")
        for path in paths
    )
    dashes = {"stroke_dasharray": stroke.dashes} if stroke.dashes else {}
    group = tag(
        "g", lines, stroke_width=str(stroke.width), **dashes, fill="none", stroke="#000"
    )
    drawing = tag(
        "svg",
        group,
        xmlns="http://www.w3.org/2000/svg",
        viewBox="0 0 100 100",
        preserveAspectRatio="none",
    )
    return f"mask-image:url('data:image/svg+xml,{quote(drawing)}')"


def write_at(kind: str, at: XY, text: str = "", hover: str = "") -> str:
    """Write a mark or words at a place in percent, from the left and from the top."""
    given = {"title": hover} if hover else {}
    x, y = at
    style = f"left:{x:.2f}%;top:{y:.2f}%"
    return tag("span", escape(text), class_=kind, style=style, **given)


def find_share(value: float, scale: tuple[float, float]) -> float:
    """Find the place of a value on a scale, percent from its low end."""
    low, high = scale
    return 100 * (value - low) / (high - low)


def find_depth(value: float, scale: tuple[float, float]) -> float:
    """Find the place of a value on an upright scale, percent from the top."""
    return 100 - find_share(value, scale)


def spread_labels(
    values: Sequence[float],
    least: float,
    ends: tuple[float, float] = (-math.inf, math.inf),
) -> list[float]:
    """Move labels apart so that neighbours keep a distance, each near its value.

    Args:
        values: Where the labels want to stand.
        least: Distance that neighbours keep.
        ends: Between which the labels stay; there is room for all of them.

    Returns:
        Where they stand, in the order given.
    """
    low, high = ends
    order = sorted(range(len(values)), key=lambda index: values[index])
    groups: list[list[int]] = []
    for index in order:
        groups.append([index])
        while len(groups) > 1 and _overlap(groups[-2], groups[-1], values, least):
            groups[-2:] = [groups[-2] + groups[-1]]
    places = [0.0] * len(values)
    for group in groups:
        first = _centre(group, values) - least * (len(group) - 1) / 2
        for step, index in enumerate(group):
            places[index] = first + least * step
    for step, index in enumerate(order):
        places[index] = max(places[index], low + least * step)
    for step, index in enumerate(reversed(order)):
        places[index] = min(places[index], high - least * step)
    return places


def _overlap(
    lower: Sequence[int], upper: Sequence[int], values: Sequence[float], least: float
) -> bool:
    top = _centre(lower, values) + least * (len(lower) - 1) / 2
    bottom = _centre(upper, values) - least * (len(upper) - 1) / 2
    return bottom - top < least


def _centre(group: Sequence[int], values: Sequence[float]) -> float:
    return sum(values[index] for index in group) / len(group)
