"""Strips of points on one scale: how far apart schools are, and where the middle is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from dashboard.kit.charts.scales import place
from dashboard.kit.html import tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

STACK: Final = 12
"""How far points of the same value stand apart, pixels."""

BASE: Final = 36
"""Height of a strip in which no two points share a value, pixels."""

LETTER: Final = 2.6
"""Part of the narrowest plot that a letter takes, percent."""

LEVEL: Final = 18
"""Height of a line of names under a strip, pixels."""


@dataclass(frozen=True)
class StripPoint:
    """A school on a strip.

    Attributes:
        value: Where it stands.
        hover: What is said when it is pointed at.
        label: What stands beside it; empty for all but those a reader chose.
        is_open: Whether it is drawn hollow because it does not count.
        bounds: Between which its true value lies; None where that is not known or
            need not be said.
    """

    value: float
    hover: str
    label: str = ""
    is_open: bool = False
    bounds: tuple[float, float] | None = None


@dataclass(frozen=True)
class Strip:
    """A row of points.

    Attributes:
        label: What stands beside it.
        points: The points, in the order of schools.
        lowest: Lowest value that counts, with its text; None where nothing counts.
        median: Middle value, with its text.
        highest: Highest value that counts, with its text.
    """

    label: str
    points: Sequence[StripPoint]
    lowest: tuple[float, str] | None
    median: tuple[float, str] | None
    highest: tuple[float, str] | None


def write_strips(
    strips: Sequence[Strip], scale: tuple[float, float], ticks: Mapping[float, str]
) -> str:
    """Write strips under each other on one scale, first on top.

    Args:
        strips: The strips.
        scale: Lowest and highest value of the scale.
        ticks: Values that are marked, with their text.
    """
    labels = (
        tag("span", escape(text), class_="tick", style=f"left:{place(value, scale)}%")
        for value, text in ticks.items()
    )
    plot = tag("div", *labels, class_="plot")
    axis = tag("div", tag("div", ""), plot, class_="row axis")
    rows = (_write_strip(strip, scale, ticks) for strip in strips)
    return tag("div", axis, *rows, class_="strips")


def stack_points(values: Sequence[float]) -> list[float]:
    """Return how far each point stands off its strip, so that equal ones are seen."""
    counts = Counter(values)
    seen: Counter[float] = Counter()
    offsets = []
    for value in values:
        middle = (counts[value] - 1) / 2
        offsets.append((seen[value] - middle) * STACK)
        seen[value] += 1
    return offsets


def level_labels(places: Sequence[tuple[float, str]]) -> list[int]:
    """Find the line under the strip in which each name stands, none over another.

    Args:
        places: Places in percent, with the names.

    Returns:
        Numbers of lines from 0, in the order given.
    """
    ends: list[float] = []
    levels = [0] * len(places)
    for index in sorted(range(len(places)), key=lambda item: places[item][0]):
        x, name = places[index]
        half = (len(name) + 1) * LETTER / 2
        free = (line for line, end in enumerate(ends) if end <= x - half)
        level = next(free, len(ends))
        ends[level : level + 1] = [x + half]
        levels[index] = level
    return levels


def _write_strip(
    strip: Strip, scale: tuple[float, float], ticks: Mapping[float, str]
) -> str:
    counted = [point for point in strip.points if not point.is_open]
    offsets = stack_points([point.value for point in counted])
    reach = max((abs(offset) for offset in offsets), default=0.0)
    middle = BASE / 2 + 10 + reach
    named = [point for point in strip.points if point.label]
    levels = level_labels([(place(p.value, scale), p.label) for p in named])
    under = middle + reach + 12
    opened = LEVEL if any(point.is_open for point in strip.points) else 0
    height = under + opened + LEVEL * (max(levels, default=-1) + 1)
    grid = (tag("i", "", class_="grid", style=_left(tick, scale)) for tick in ticks)
    parts = [
        *grid,
        *_write_range(strip, scale, middle, reach),
        *(
            _write_bounds(point.bounds, scale, middle + offset)
            for point, offset in zip(counted, offsets, strict=True)
            if point.bounds
        ),
        *(
            _write_point(point, scale, middle + offset)
            for point, offset in zip(counted, offsets, strict=True)
        ),
        *(
            _write_point(point, scale, under + 4)
            for point in strip.points
            if point.is_open
        ),
        *(
            tag(
                "span",
                escape(point.label),
                class_="text school",
                style=f"{_left(point.value, scale)};"
                f"top:{under + opened + level * LEVEL + LEVEL / 2:.0f}px",
            )
            for point, level in zip(named, levels, strict=True)
        ),
    ]
    plot = tag("div", *parts, class_="plot", style=f"height:{height:.0f}px")
    return tag("div", tag("p", escape(strip.label), class_="name"), plot, class_="row")


def _left(value: float, scale: tuple[float, float]) -> str:
    return f"left:{place(value, scale)}%"


def _write_range(
    strip: Strip, scale: tuple[float, float], middle: float, reach: float
) -> Iterator[str]:
    top = f"top:{middle:.0f}px"
    if strip.lowest and strip.highest:
        low, high = (place(end[0], scale) for end in (strip.lowest, strip.highest))
        style = f"left:{low}%;width:{high - low:.2f}%;{top}"
        yield tag("i", "", class_="range", style=style)
        for (value, text), side in ((strip.lowest, "left"), (strip.highest, "right")):
            style = f"{_left(value, scale)};{top}"
            yield tag("span", escape(text), class_=f"text {side}", style=style)
    if strip.median:
        value, text = strip.median
        left = _left(value, scale)
        yield tag("i", "", class_="median", style=f"{left};{top}")
        style = f"{left};top:{middle - reach - 18:.0f}px"
        yield tag("span", escape(text), class_="text above", style=style)


def _write_bounds(
    bounds: tuple[float, float], scale: tuple[float, float], top: float
) -> str:
    low, high = (place(value, scale) for value in bounds)
    style = f"left:{low}%;width:{high - low:.2f}%;top:{top:.0f}px"
    return tag("i", "", class_="bounds", style=style)


def _write_point(point: StripPoint, scale: tuple[float, float], top: float) -> str:
    kind = "open" if point.is_open else "marked" if point.label else "other"
    return tag(
        "b",
        "",
        class_=f"point {kind}",
        style=f"{_left(point.value, scale)};top:{top:.0f}px",
        title=point.hover,
    )
