"""What goes on in which quarter, as markup: a row a thing, its bar over its quarters.

A bar has the tint of planned money; its filled part is the share of it that is spent.
Quarters are equally wide, so every row stands under one axis at any width.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from dashboard.kit.html import tag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class GanttBar:
    """A row of the picture.

    Attributes:
        label: Markup of what it stands for, a link perhaps.
        value: What stands at its right end.
        first: Its first quarter, counted from that of the picture.
        last: Its last quarter.
        filled: Share of the bar that is filled, 0 to 1; None where nobody knows.
        hover: What is said when its bar is pointed at.
        decisions: What was decided of it, by quarter.
    """

    label: str
    value: str
    first: int
    last: int
    filled: float | None
    hover: str
    decisions: Mapping[int, str] = field(default_factory=dict)


def write_gantt(
    spans: Sequence[GanttBar],
    years: Mapping[int, str],
    count: int,
    legend: Sequence[str],
) -> str:
    """Return the markup of spans under one axis of quarters, in the order given.

    Args:
        spans: The rows.
        years: Where each year begins, in quarters, with what it is called.
        count: Quarters of the picture.
        legend: What the bar, its filled part and the mark of a decision mean; fewer
            words where fewer are used.
    """
    swatches = (
        tag("b", "", class_="swatch planned"),
        tag("b", "", class_="swatch spent"),
        tag("b", "◆", class_="decided"),
    )
    words = (
        tag("span", swatch, escape(text))
        for swatch, text in zip(swatches, legend, strict=False)
    )
    ticks = (
        tag("span", escape(text), style=f"left:{_place(quarter, count)}")
        for quarter, text in years.items()
    )
    axis = tag(
        "div", tag("div", ""), tag("div", *ticks, class_="plot"), class_="row axis"
    )
    return tag(
        "div",
        tag("p", *words, class_="marks"),
        axis,
        *(_write_span(span, count) for span in spans),
        class_="gantt",
        style=f"--quarters:{count}",
    )


def _write_span(span: GanttBar, count: int) -> str:
    fill = ""
    if span.filled:
        fill = tag("i", "", style=f"width:{100 * min(span.filled, 1.0):.1f}%")
    width = _place(span.last + 1 - span.first, count)
    bar = tag(
        "div",
        fill,
        class_="bar tint",
        style=f"left:{_place(span.first, count)};width:{width}",
        title=span.hover,
    )
    marks = (
        tag("b", "◆", class_="decided", style=f"left:{_place(at, count)}", title=said)
        for at, said in span.decisions.items()
    )
    return tag(
        "div",
        tag("div", span.label, class_="name"),
        tag("div", bar, *marks, class_="plot"),
        tag("div", escape(span.value), class_="value"),
        class_="row",
    )


def _place(quarters: int, count: int) -> str:
    return f"{100 * quarters / count:.2f}%"
