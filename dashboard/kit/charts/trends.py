"""The way of one indicator: printed values, the line to its target, measurements."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final, Literal

from dashboard.kit.charts.lines import find_depth, find_share, write_at, write_lines
from dashboard.kit.html import tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from dashboard.kit.charts.lines import XY

GAP: Final = 0.19
NARROW_GAP: Final = 0.4
"""Part of the time shown that two words must be apart, lest one cover the other."""

Kind = Literal["baseline", "target", "measured"]


@dataclass(frozen=True)
class Moment:
    """A value at a day.

    Attributes:
        day: Where it stands in time.
        value: How high it stands.
        label: What stands above it.
        tick: Lines that stand under the axis.
    """

    day: date
    value: float
    label: str
    tick: Sequence[str]


@dataclass(frozen=True)
class _Frame:
    """Days and values of the picture, to find places in it."""

    days: tuple[float, float]
    values: tuple[float, float]

    def find(self, moment: Moment) -> XY:
        """Find the place of a moment, in percent."""
        left = find_share(moment.day.toordinal(), self.days)
        return left, find_depth(moment.value, self.values)


def write_trend(
    baselines: Sequence[Moment], target: Moment | None, measurements: Sequence[Moment]
) -> str:
    """Write an indicator in time; words stand only where there is room for them.

    Args:
        baselines: Printed values, the oldest first; not empty.
        target: What is promised and when; None where no day is known.
        measurements: Measured values, the oldest first.
    """
    goal = [target] if target else []
    shown = [*baselines, *measurements, *goal]
    frame = _make_frame(shown)
    way = [frame.find(moment) for moment in (baselines[-1], *goal)]
    lines = (
        ("known", [frame.find(moment) for moment in baselines]),
        ("way", way),
        ("known", [frame.find(moment) for moment in measurements]),
    )
    return tag(
        "div",
        tag(
            "div",
            write_lines(line for line in lines if len(line[1]) > 1),
            *_write_moments(baselines, frame, "baseline"),
            *_write_moments(goal, frame, "target"),
            *_write_moments(measurements, frame, "measured"),
            class_="plot",
        ),
        tag("div", *_write_ticks(shown, frame), class_="axis"),
        class_="trend",
    )


def keep_apart(moments: Sequence[Moment], least: float) -> list[Moment]:
    """Keep the first, the last, and the latest others that stand apart from those kept.

    Args:
        moments: Moments, the oldest first.
        least: Days between two that are kept.
    """
    kept: list[Moment] = []
    for moment in (moments[-1], moments[0], *reversed(moments[1:-1])):
        distances = (abs((moment.day - other.day).days) for other in kept)
        if all(distance >= least for distance in distances):
            kept.append(moment)
    return sorted(kept, key=lambda moment: moment.day)


def _make_frame(shown: Sequence[Moment]) -> _Frame:
    days = [moment.day.toordinal() for moment in shown]
    values = [moment.value for moment in shown]
    room = (max(values) - min(values) or abs(values[0]) or 1) * 0.3
    first, last = min(days), max(days)
    return _Frame(
        days=(first, last) if last > first else (first - 1, first + 1),
        values=(min(values) - room, max(values) + room),
    )


def _find_room(
    moments: Sequence[Moment], frame: _Frame
) -> Iterator[tuple[Moment, str]]:
    """Find which moments have room for words, and whether only in a wide picture."""
    span = frame.days[1] - frame.days[0]
    ordered = sorted(moments, key=lambda moment: moment.day)
    narrow = keep_apart(ordered, span * NARROW_GAP)
    for moment in keep_apart(ordered, span * GAP):
        yield moment, "" if moment in narrow else " roomy"


def _write_moments(
    moments: Sequence[Moment], frame: _Frame, kind: Kind
) -> Iterator[str]:
    for moment in moments:
        hover = f"{' '.join(moment.tick)}: {moment.label}"
        yield write_at(f"point {kind}", frame.find(moment), hover=hover)
    if moments:
        for moment, room in _find_room(moments, frame):
            yield write_at(f"text {kind}{room}", frame.find(moment), moment.label)


def _write_ticks(moments: Sequence[Moment], frame: _Frame) -> Iterator[str]:
    for moment, room in _find_room(moments, frame):
        lines = (tag("span", escape(line)) for line in moment.tick)
        style = f"left:{frame.find(moment)[0]:.2f}%"
        yield tag("span", *lines, class_=f"tick{room}", style=style)
