"""Rows of two marks on one scale, as markup: from where to where.

Drawn with HTML and CSS because names of indicators and schools are long: the browser
wraps them at any width, which Plotly cannot. Positions are shares of the scale; how
marks look is said in `style.css`.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Literal

from dashboard.kit.charts.scales import place
from dashboard.kit.html import tag, write_printed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Kind = Literal["start", "end"]


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
    """One row: from an earlier to a later value, or from one thing to another.

    Attributes:
        label: Name of the row, as the plan prints it.
        detail: A quiet line under the name; may be empty.
        start: Where it begins; None where nobody knows.
        end: Where it ends; None where nobody knows.
        is_marked: Whether a reader chose this row among the others.
        value: What stands at the right end of the row, e.g. the difference.
    """

    label: str
    detail: str
    start: Mark | None
    end: Mark | None
    value: str
    is_marked: bool = False


def write_dumbbells(
    rows: Sequence[Dumbbell],
    scale: tuple[float, float],
    ticks: Mapping[float, str],
    legend: Mapping[Kind, str],
    letters: Mapping[Kind, str] | None = None,
) -> str:
    """Return the markup of rows on one scale, in the order given.

    A ring is the earlier value and a dot the later one, on every chart; where time is
    not what tells the ends apart, they bear letters.

    Args:
        rows: The rows.
        scale: Lowest and highest value of the scale.
        ticks: Values that are marked, with their text.
        legend: What the marks mean, only those in use.
        letters: What the marks bear, where they are not earlier and later.
    """
    signs = letters or {}
    words = (
        tag("span", _write_sign(kind, signs), escape(text))
        for kind, text in legend.items()
    )
    return tag(
        "div",
        tag("p", *words, class_="marks"),
        _write_ticks(scale, ticks),
        *(_write_row(row, scale, ticks, signs) for row in rows),
        class_="dumbbells",
    )


def _write_sign(kind: Kind, signs: Mapping[Kind, str], **attributes: str) -> str:
    letter = signs.get(kind, "")
    class_ = f"dot {kind} letter" if letter else f"dot {kind}"
    return tag("b", escape(letter), class_=class_, **attributes)


def _write_ticks(scale: tuple[float, float], ticks: Mapping[float, str]) -> str:
    labels = (
        tag("span", escape(text), style=f"left:{place(value, scale)}%")
        for value, text in ticks.items()
    )
    plot = tag("div", tag("div", *labels, class_="plot"), class_="track")
    return tag("div", tag("div", ""), plot, tag("div", ""), class_="row axis")


def _write_row(
    row: Dumbbell,
    scale: tuple[float, float],
    ticks: Mapping[float, str],
    signs: Mapping[Kind, str],
) -> str:
    detail = tag("small", escape(row.detail)) if row.detail else ""
    lines = (tag("i", "", style=f"left:{place(tick, scale)}%") for tick in ticks)
    plot = tag("div", *lines, *_write_marks(row, scale, signs), class_="plot")
    return tag(
        "div",
        tag("div", write_printed(row.label), detail, class_="name"),
        tag("div", plot, class_="track"),
        tag("div", escape(row.value), class_="change"),
        class_="row marked" if row.is_marked else "row",
    )


def _write_marks(
    row: Dumbbell, scale: tuple[float, float], signs: Mapping[Kind, str]
) -> list[str]:
    marks: list[str] = []
    start, end = row.start, row.end
    if start and end:
        left, right = sorted((place(start.value, scale), place(end.value, scale)))
        style = f"left:{left}%;width:{round(right - left, 2)}%"
        marks.append(tag("i", "", class_="way", style=style))
    falls = bool(start and end and end.value < start.value)
    if start:
        side = "right" if falls else "left"
        marks += _write_mark("start", start, scale, side, signs)
    if end:
        side = "left" if falls else "right"
        marks += _write_mark("end", end, scale, side, signs)
    return marks


def _write_mark(
    kind: Kind,
    mark: Mark,
    scale: tuple[float, float],
    side: str,
    signs: Mapping[Kind, str],
) -> list[str]:
    style = f"left:{place(mark.value, scale)}%"
    return [
        _write_sign(kind, signs, style=style),
        tag("span", escape(mark.text), class_=f"text {side}", style=style),
    ]
