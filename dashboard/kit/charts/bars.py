"""Horizontal bars with their label above, as markup: readable at any width."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from dashboard.kit.html import tag

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal


@dataclass(frozen=True)
class Segment:
    """A part of a bar.

    Attributes:
        value: Its length, euro.
        policy_area: Policy area that gives its colour; empty means no area.
        words: Lines that stand in it where they fit.
        hover: What is said when it is pointed at.
    """

    value: Decimal
    policy_area: str
    words: Sequence[str] = ()
    hover: str = ""


@dataclass(frozen=True)
class Bar:
    """A bar of segments.

    Attributes:
        label: What stands above it.
        value: What stands behind it, or behind the label of a thick bar.
        segments: Its parts, left to right.
        href: Where its label leads; empty means nowhere.
    """

    label: str
    value: str
    segments: Sequence[Segment]
    href: str = ""

    @property
    def length(self) -> float:
        """Return the length of the whole bar, euro."""
        return float(sum(segment.value for segment in self.segments))


def write_bars(bars: Sequence[Bar], *, is_thick: bool = False) -> str:
    """Write bars from zero, in the order given, first on top, each under its label.

    Args:
        bars: The bars; all on one scale.
        is_thick: Whether segments have room for words and values stand above.
    """
    longest = _find_longest(bars)
    rows = (
        tag("p", *_write_label(bar, is_thick=is_thick), class_="name")
        + _write_bar(bar, longest, is_thick=is_thick)
        for bar in bars
    )
    return tag("div", *rows, class_="bars thick" if is_thick else "bars")


def _find_longest(bars: Sequence[Bar]) -> float:
    return max((bar.length for bar in bars), default=0.0) or 1.0


def _write_label(bar: Bar, *, is_thick: bool) -> list[str]:
    label = escape(bar.label)
    if bar.href:
        label = tag("a", label, href=bar.href)
    if is_thick:
        return [tag("b", label), " ", escape(bar.value)]
    return [label]


def _write_bar(bar: Bar, longest: float, *, is_thick: bool) -> str:
    parts = [_write_segment(segment, bar.length) for segment in bar.segments]
    share = f"--share:{max(bar.length, 0.0) / longest:.5f}"
    value = "" if is_thick else tag("span", escape(bar.value), class_="value")
    line = tag("div", *parts, class_="bar", style=share)
    return tag("div", line, value, class_="plot")


def _write_segment(segment: Segment, length: float) -> str:
    share = 100 * max(float(segment.value), 0.0) / (length or 1.0)
    words = tag("span", *(tag("b", escape(line)) for line in segment.words))
    return tag(
        "i",
        words if segment.words else "",
        class_=f"tint {segment.policy_area or 'none'}",
        style=f"width:{share:.3f}%",
        title=segment.hover,
    )
