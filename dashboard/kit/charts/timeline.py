"""Amounts in time as markup: columns a month, and above them what they add up to."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from dashboard.kit.charts.lines import find_depth, write_at, write_lines
from dashboard.kit.html import tag

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Month:
    """A month of the picture.

    Attributes:
        tick: What stands under the axis; empty under most months.
        hover: What is said when its column is pointed at.
        spent: Spent in it, euro.
        spent_so_far: Spent since the start, euro.
        planned_so_far: Planned to be spent by its end, euro; None where not known.
    """

    tick: str
    hover: str
    spent: float
    spent_so_far: float
    planned_so_far: float | None


@dataclass(frozen=True)
class TimelineWords:
    """What the picture says beside its marks.

    Attributes:
        so_far: Name of the upper picture.
        by_month: Name of the lower one.
        spent: Markup of what the line of spent money has come to.
        planned: Markup of what the line of the plan has come to; empty without one.
        most: Label of the tallest column.
    """

    so_far: str
    by_month: str
    spent: str
    planned: str
    most: str


def write_timeline(months: Sequence[Month], words: TimelineWords) -> str:
    """Write months left to right: the sum so far beside the plan, and each of them.

    Args:
        months: One after the other, none left out; at least one.
        words: Names and labels.
    """
    ticks = "".join(
        write_at("tick", (_centre(place, len(months)), 100), month.tick)
        for place, month in enumerate(months)
        if month.tick
    )
    return tag(
        "div",
        tag("p", escape(words.so_far), *_write_legend(months, words), class_="part"),
        tag("div", _write_sums(months), class_="plot sums"),
        tag("p", escape(words.by_month), class_="part"),
        tag("div", _write_columns(months, words), class_="plot months"),
        tag("div", ticks, class_="axis"),
        class_="timeline",
    )


def _centre(place: int, count: int) -> float:
    return 100 * (place + 0.5) / count


def _is_planned(months: Sequence[Month]) -> bool:
    return all(month.planned_so_far is not None for month in months)


def _write_legend(months: Sequence[Month], words: TimelineWords) -> list[str]:
    named = {"known": words.spent}
    if _is_planned(months):
        named["dash"] = words.planned
    return [
        tag("span", tag("i", "", class_=f"stroke {kind}"), name)
        for kind, name in named.items()
    ]


def _write_sums(months: Sequence[Month]) -> str:
    spent = [month.spent_so_far for month in months]
    planned = [month.planned_so_far for month in months]
    known = [value for value in planned if value is not None]
    scale = (0.0, max(*spent, *known, 1.0))
    places = [_centre(place, len(months)) for place in range(len(months))]

    def trace(values: Sequence[float]) -> list[tuple[float, float]]:
        return [(x, find_depth(y, scale)) for x, y in zip(places, values, strict=False)]

    lines = [("known", trace(spent))]
    if _is_planned(months):
        lines.append(("dash", trace(known)))
    return write_lines(lines)


def _write_columns(months: Sequence[Month], words: TimelineWords) -> str:
    tallest = max(*(month.spent for month in months), 1.0)
    width = 100 / len(months)
    columns = [
        tag(
            "i",
            "",
            class_="column",
            title=month.hover,
            style=f"left:{place * width:.3f}%;width:{width:.3f}%;"
            f"height:{100 * max(month.spent, 0) / tallest:.2f}%",
        )
        for place, month in enumerate(months)
    ]
    most = max(range(len(months)), key=lambda place: months[place].spent)
    at = _centre(most, len(months))
    side = "left" if at < 20 else "right" if at > 80 else "middle"  # noqa: PLR2004
    label = write_at(f"text most {side}", (at, 0), words.most)
    return "".join(columns) + label
