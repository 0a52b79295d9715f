"""Lines over school years; where a series breaks, so does the line."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from dashboard.kit.charts.lines import find_depth, spread_labels, write_at, write_lines
from dashboard.kit.charts.scales import find_scale
from dashboard.kit.html import tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

HEIGHT: Final = 330
"""Height of the plot, pixels; style.css says it too."""

LABEL_PX: Final = 19
DASHES: Final = ("solid", "dash", "dot", "dashdot", "longdash")
"""Lines are told apart by colour, dash and name; areas keep their own colours."""


@dataclass(frozen=True)
class YearName:
    """A name, and a short one for where there is little room.

    Attributes:
        full: The name.
        short: What stands in its place on a phone.
    """

    full: str
    short: str


@dataclass(frozen=True)
class YearPoint:
    """A value of a year.

    Attributes:
        place: Place of the year on the axis, from 0.
        value: How high it stands.
        hover: What is said when it is pointed at.
    """

    place: int
    value: float
    hover: str


@dataclass(frozen=True)
class YearLine:
    """One series.

    Attributes:
        name: What the series is.
        value: Its last value, as text.
        parts: Its unbroken parts; between them nothing is drawn.
    """

    name: YearName
    value: str
    parts: Sequence[Sequence[YearPoint]]


@dataclass(frozen=True)
class Break:
    """Where years stop being comparable.

    Attributes:
        place: Place on the axis, between two years.
        text: What stands there.
    """

    place: float
    text: str


def write_years(
    lines: Sequence[YearLine],
    ticks: Sequence[YearName],
    broken: Break | None = None,
    say_value: Callable[[float], str] = str,
) -> str:
    """Write series over years, with an axis of values on the left.

    Args:
        lines: The series; each has a value.
        ticks: Names of the years, in order.
        broken: Where the series break; None where they do not.
        say_value: Writes a value beside the axis.
    """
    values = [point.value for line in lines for part in line.parts for point in part]
    scale, levels = find_scale(values, most=100.0)
    plot = tag(
        "div",
        *(write_at("level", (0, find_depth(level, scale))) for level in levels),
        _write_paths(lines, len(ticks), scale),
        *_write_points(lines, len(ticks), scale),
        *_write_break(broken, len(ticks)),
        class_="plot",
    )
    axis = (
        tag(
            "span",
            _write_name(tick),
            style=f"left:{_find_left(place, len(ticks)):.2f}%",
        )
        for place, tick in enumerate(ticks)
    )
    marks = (
        write_at("tick", (100, find_depth(level, scale)), say_value(level))
        for level in levels
    )
    return tag(
        "div",
        tag("div", *marks, class_="values"),
        plot,
        tag("div", *_write_labels(lines, scale), class_="labels end"),
        tag("div", *axis, class_="axis"),
        class_="years",
    )


def _find_left(place: float, count: int) -> float:
    """Find a year's place: each has a column, the line goes from middle to middle."""
    return 100 * (place + 0.5) / count


def _write_paths(
    lines: Sequence[YearLine], count: int, scale: tuple[float, float]
) -> str:
    return write_lines(
        (
            DASHES[index % len(DASHES)],
            [
                (_find_left(point.place, count), find_depth(point.value, scale))
                for point in part
            ],
        )
        for index, line in enumerate(lines)
        for part in line.parts
    )


def _write_points(
    lines: Sequence[YearLine], count: int, scale: tuple[float, float]
) -> Iterator[str]:
    for index, line in enumerate(lines):
        kind = f"point {DASHES[index % len(DASHES)]}"
        for point in (point for part in line.parts for point in part):
            at = (_find_left(point.place, count), find_depth(point.value, scale))
            yield write_at(kind, at, hover=point.hover)


def _write_break(broken: Break | None, count: int) -> Iterator[str]:
    if broken:
        left = _find_left(broken.place, count)
        yield write_at("break", (left, 0))
        yield write_at("words", (left, 0), broken.text)


def _write_labels(
    lines: Sequence[YearLine], scale: tuple[float, float]
) -> Iterator[str]:
    depths = [find_depth(line.parts[-1][-1].value, scale) for line in lines]
    least = 100 * LABEL_PX / HEIGHT
    places = spread_labels(depths, least, (least / 2, 100 - least / 2))
    for index, (line, place) in enumerate(zip(lines, places, strict=True)):
        style = f"top:{place * HEIGHT / 100:.1f}px"
        kind = DASHES[index % len(DASHES)]
        words = _write_name(line.name) + escape(f" {line.value}")
        yield tag("span", words, class_=kind, style=style)


def _write_name(name: YearName) -> str:
    full, short = escape(name.full), escape(name.short)
    return tag("span", full, class_="full") + tag("span", short, class_="short")
