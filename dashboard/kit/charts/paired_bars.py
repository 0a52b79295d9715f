"""Pairs of bars from one zero, as markup: what is planned, and under it what is spent.

Planned money has the tint of its area with an outline, spent money the full colour;
the two are never one bar. HTML and CSS wrap long names at any width.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from dashboard.kit.html import tag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Pair:
    """A row of the picture.

    Attributes:
        label: What it stands for.
        value: What stands at its right end.
        planned: Planned amounts by policy area, euro; empty where none can be told.
        spent: Spent amounts by policy area, euro; the code of no area is empty.
        unit: What the amounts are of; bars of one unit are on one scale.
    """

    label: str
    value: str
    planned: Mapping[str, float]
    spent: Mapping[str, float]
    unit: str = ""

    @property
    def length(self) -> float:
        """Return the length of the longer bar, euro."""
        return max(sum(self.planned.values()), sum(self.spent.values()), 0.0)


def write_pairs(pairs: Sequence[Pair], legend: Mapping[str, str]) -> str:
    """Return the markup of pairs on one scale a unit, in the order given.

    Args:
        pairs: The rows.
        legend: What `planned` and `spent` are called; empty where there is but one.
    """
    words = (
        tag("span", tag("b", "", class_=f"swatch {kind}"), escape(text))
        for kind, text in legend.items()
    )
    longest = dict.fromkeys((pair.unit for pair in pairs), 0.0)
    for pair in pairs:
        longest[pair.unit] = max(longest[pair.unit], pair.length)
    return tag(
        "div",
        tag("p", *words, class_="marks") if legend else "",
        *(_write_pair(pair, longest[pair.unit] or 1.0) for pair in pairs),
        class_="pairs" if legend else "pairs brief",
    )


def _write_pair(pair: Pair, longest: float) -> str:
    bars = [
        _write_bar(kind, amounts, longest)
        for kind, amounts in (("planned", pair.planned), ("spent", pair.spent))
        if kind == "spent" or amounts
    ]
    return tag(
        "div",
        tag("div", escape(pair.label), class_="name"),
        tag("div", *bars, class_="track"),
        tag("div", escape(pair.value), class_="value"),
        class_="row",
    )


def _write_bar(kind: str, amounts: Mapping[str, float], longest: float) -> str:
    """Write one bar; a returned payment cannot be drawn, the value beside it counts."""
    parts = [
        tag(
            "i", "", class_=area or "none", style=f"width:{100 * amount / longest:.3f}%"
        )
        for area, amount in amounts.items()
        if amount > 0
    ]
    return tag("div", *parts, class_=f"bar {kind}")
