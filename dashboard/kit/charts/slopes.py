"""Slopes: how each school moved from one year to the next, the middle one in bold."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from dashboard.kit.charts.lines import find_depth, spread_labels, write_at, write_lines
from dashboard.kit.html import tag

if TYPE_CHECKING:
    from collections.abc import Sequence

HEIGHT: Final = 440
"""Least height of the plot, pixels; more schools than fit make it higher."""

LABEL_PX: Final = 18
"""Least distance of two labels, so that none covers another."""


@dataclass(frozen=True)
class Slope:
    """A line from the earlier to the later value.

    Attributes:
        start: Earlier value.
        end: Later value.
        start_label: What stands left of it.
        end_label: What stands right of it.
        hover: What is said when it is pointed at.
        is_marked: Whether a reader chose it: drawn in ink.
        is_middle: Whether it is the middle of all: drawn bold and dashed.
    """

    start: float
    end: float
    start_label: str
    end_label: str
    hover: str
    is_marked: bool = False
    is_middle: bool = False

    @property
    def kind(self) -> str:
        """Return the class of its line, its points and its labels."""
        return "middle" if self.is_middle else "marked" if self.is_marked else "other"


def write_slopes(slopes: Sequence[Slope], heads: tuple[str, str]) -> str:
    """Write lines between two years; a label moved away is led to its point.

    Args:
        slopes: The lines; not empty.
        heads: What stands above the earlier and the later values.
    """
    ordered = sorted(slopes, key=lambda item: (item.is_marked, item.is_middle))
    scale = _find_scale(slopes)
    starts = [find_depth(slope.start, scale) for slope in ordered]
    ends = [find_depth(slope.end, scale) for slope in ordered]
    height = max(HEIGHT, (len(slopes) + 1) * LABEL_PX)
    least = 100 * LABEL_PX / height
    limits = (least / 2, 100 - least / 2)
    start_places = spread_labels(starts, least, limits)
    end_places = spread_labels(ends, least, limits)
    start_tops, end_tops = (
        [place * height / 100 for place in places]
        for places in (start_places, end_places)
    )
    kinds = [slope.kind for slope in ordered]
    lines = [
        (kind, ((0.0, start), (100.0, end)))
        for kind, start, end in zip(kinds, starts, ends, strict=True)
    ]
    points = [
        write_at(f"point {slope.kind}", (x, y), hover=slope.hover)
        for slope, start, end in zip(ordered, starts, ends, strict=True)
        for x, y in ((0.0, start), (100.0, end))
    ]
    return tag(
        "div",
        tag("div", *_write_heads(heads), class_="heads"),
        _write_labels(
            [slope.start_label for slope in ordered], start_tops, kinds, "start"
        ),
        _write_leaders([*zip(start_places, starts, strict=True)]),
        tag("div", write_lines(lines), *points, class_="plot"),
        _write_leaders([*zip(ends, end_places, strict=True)]),
        _write_labels([slope.end_label for slope in ordered], end_tops, kinds, "end"),
        class_="slopes",
        style=f"--height:{height}px",
    )


def _find_scale(slopes: Sequence[Slope]) -> tuple[float, float]:
    values = [value for slope in slopes for value in (slope.start, slope.end)]
    low, high = min(values), max(values)
    room = (high - low or 1) * 0.05
    return low - room, high + room


def _write_heads(heads: tuple[str, str]) -> list[str]:
    return [tag("span", escape(head)) for head in heads]


def _write_leaders(pairs: Sequence[tuple[float, float]]) -> str:
    lines = (("leader", ((0.0, left), (100.0, right))) for left, right in pairs)
    return tag("div", write_lines(lines), class_="leaders")


def _write_labels(
    labels: Sequence[str], tops: Sequence[float], kinds: Sequence[str], side: str
) -> str:
    """Write labels as lines without height, so that the column is as wide as they."""
    words = (
        tag("span", escape(label), class_=kind, style=f"top:{top:.1f}px")
        for label, top, kind in zip(labels, tops, kinds, strict=True)
    )
    return tag("div", *words, class_=f"labels {side}")
