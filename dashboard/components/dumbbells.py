"""Rows of two or three marks on one scale, as markup: from where to where.

Drawn with HTML and CSS because names of indicators and schools are long: the browser
wraps them at any width, which Plotly cannot. Positions are shares of the scale; how
marks look is said in `style.css`.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final, Literal

from dashboard.components.html import tag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Kind = Literal["start", "end", "actual"]

SHAPES: Final[Mapping[Kind, str]] = {"start": "○", "end": "●", "actual": "▲"}
"""How a mark looks in the legend; no mark is known by its colour alone."""


@dataclass(frozen=True)
class Mark:
    """A value on the scale.

    Attributes:
        value: Where it stands.
        text: What stands beside it.
    """

    value: float
    text: str


@dataclass(frozen=True)
class Dumbbell:
    """One row: from a start to an end, and where things are today.

    Attributes:
        label: Name of the row.
        detail: A quiet line under the name; may be empty.
        start: Where it begins; None where nobody knows.
        end: Where it ends; None where nobody knows.
        actual: Where it is; None where nobody knows.
        is_marked: Whether a reader chose this row among the others.
        value: What stands at the right end of the row, e.g. the difference.
    """

    label: str
    detail: str
    start: Mark | None
    end: Mark | None
    value: str
    actual: Mark | None = None
    is_marked: bool = False


def write_dumbbells(
    rows: Sequence[Dumbbell],
    scale: tuple[float, float],
    ticks: Mapping[float, str],
    legend: Mapping[Kind, str],
) -> str:
    """Give the markup of rows on one scale, in the order given.

    Args:
        rows: The rows.
        scale: Lowest and highest value of the scale.
        ticks: Values that are marked, with their text.
        legend: What the marks mean, only those in use.
    """
    words = (
        tag("span", tag("b", "", class_=f"dot {kind}"), escape(text))
        for kind, text in legend.items()
    )
    return tag(
        "div",
        tag("p", *words, class_="marks"),
        _write_ticks(scale, ticks),
        *(_write_row(row, scale, ticks) for row in rows),
        class_="dumbbells",
    )


def place(value: float, scale: tuple[float, float]) -> float:
    """Give the place of a value on a scale in percent, never outside it."""
    low, high = scale
    share = (value - low) / (high - low)
    return round(100 * min(max(share, 0.0), 1.0), 2)


def _write_ticks(scale: tuple[float, float], ticks: Mapping[float, str]) -> str:
    labels = (
        tag("span", escape(text), style=f"left:{place(value, scale)}%")
        for value, text in ticks.items()
    )
    plot = tag("div", tag("div", *labels, class_="plot"), class_="track")
    return tag("div", tag("div", ""), plot, tag("div", ""), class_="row axis")


def _write_row(
    row: Dumbbell, scale: tuple[float, float], ticks: Mapping[float, str]
) -> str:
    detail = tag("small", escape(row.detail)) if row.detail else ""
    lines = (tag("i", "", style=f"left:{place(tick, scale)}%") for tick in ticks)
    plot = tag("div", *lines, *_write_marks(row, scale), class_="plot")
    return tag(
        "div",
        tag("div", escape(row.label), detail, class_="name"),
        tag("div", plot, class_="track"),
        tag("div", escape(row.value), class_="change"),
        class_="row marked" if row.is_marked else "row",
    )


def _write_marks(row: Dumbbell, scale: tuple[float, float]) -> list[str]:
    marks: list[str] = []
    start, end = row.start, row.end
    if start and end:
        left, right = sorted((place(start.value, scale), place(end.value, scale)))
        style = f"left:{left}%;width:{round(right - left, 2)}%"
        marks.append(tag("i", "", class_="way", style=style))
    falls = bool(start and end and end.value < start.value)
    if start:
        marks += _write_mark("start", start, scale, "right" if falls else "left")
    if end:
        marks += _write_mark("end", end, scale, "left" if falls else "right")
    if row.actual:
        marks += _write_mark("actual", row.actual, scale, "under")
    return marks


def _write_mark(
    kind: Kind, mark: Mark, scale: tuple[float, float], side: str
) -> list[str]:
    style = f"left:{place(mark.value, scale)}%"
    return [
        tag("b", "", class_=f"dot {kind}", style=style),
        tag("span", escape(mark.text), class_=f"text {side}", style=style),
    ]
