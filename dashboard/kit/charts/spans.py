"""Spans on one line of time: years with their quarters, and days that are marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Final

from dashboard.kit.html import tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

QUARTER_MONTHS: Final = (1, 4, 7, 10)


@dataclass(frozen=True)
class Span:
    """A row of the picture.

    Attributes:
        label: What goes on.
        start: Its first day.
        end: Its last day.
        kind: How it is drawn: `frame` the whole, `main` what it is about, `known` what
            is reported.
    """

    label: str
    start: date
    end: date
    kind: str


@dataclass(frozen=True)
class DayMark:
    """A day that is marked across all rows.

    Attributes:
        label: What day it is.
        day: The day.
        kind: How its line is drawn: `end` of the plan, `today` of the data.
    """

    label: str
    day: date
    kind: str


def write_time_spans(spans: Sequence[Span], marks: Sequence[DayMark]) -> str:
    """Return the markup of spans over the years that they touch.

    Args:
        spans: The rows.
        marks: Days that are marked; those beyond the years are left out.
    """
    first, last = find_scale(spans)
    inside = [mark for mark in marks if first <= mark.day <= last]
    lines = "".join(
        tag(
            "i",
            "",
            class_=f"day {mark.kind}",
            style=_write_left(_place(mark.day, first, last)),
        )
        for mark in inside
    )
    rows = [
        tag(
            "div",
            tag("div", escape(span.label), class_="name"),
            tag("div", lines + _write_span(span, first, last), class_="track"),
            class_="row",
        )
        for span in spans
    ]
    axis = tag(
        "div",
        tag("div", "", class_="name"),
        tag("div", *_write_axis(first, last), class_="track"),
        class_="row axis",
    )
    words = [
        tag("span", tag("i", "", class_=f"swatch {mark.kind}") + escape(mark.label))
        for mark in inside
    ]
    under = tag("p", *words, class_="marks") if words else ""
    return tag("div", axis, *rows, under, class_="spans")


def find_scale(spans: Sequence[Span]) -> tuple[date, date]:
    """Return the first and the last day of the years that spans touch."""
    first = min(span.start.year for span in spans)
    last = max(span.end.year for span in spans)
    return date(first, 1, 1), date(last, 12, 31)


def _place(day: date, first: date, last: date) -> float:
    return 100 * (day - first).days / ((last - first).days + 1)


def _write_left(place: float) -> str:
    return f"left:{place:.2f}%"


def _write_span(span: Span, first: date, last: date) -> str:
    start = _place(span.start, first, last)
    # A bar ends after its last day, so one of a single day is seen.
    end = _place(span.end, first, last) + 100 / ((last - first).days + 1)
    style = f"left:{start:.2f}%;width:{end - start:.2f}%"
    return tag("b", "", class_=f"span {span.kind}", style=style)


def _write_axis(first: date, last: date) -> Iterator[str]:
    for year in range(first.year, last.year + 1):
        for month in QUARTER_MONTHS:
            place = _place(date(year, month, 1), first, last)
            kind = "year" if month == 1 else "quarter"
            yield tag("i", "", class_=kind, style=_write_left(place))
        middle = _place(date(year, 7, 1), first, last)
        yield tag("span", str(year), style=_write_left(middle))
