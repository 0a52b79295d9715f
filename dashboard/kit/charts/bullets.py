"""Promises, each on its own way: from where it began, on the left, to its target.

Values of different units stand under each other, because no two rows share a scale:
what they share is the way, of which a part is gone. Small changes are seen as well as
large ones. How it looks is said in `style.css`.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from dashboard.kit.html import tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BEYOND: Final = 4
"""How far beyond its ends the way is drawn, percent: what lies further stands there."""

_HALF_LETTER: Final = 0.27
"""Half the width of a figure of the small type, in em."""


@dataclass(frozen=True)
class Bullet:
    """One promise.

    Attributes:
        name: Markup of its name, with a link to its page.
        status: Code of its status, which colours the part that is gone.
        mark: Markup of the status: shape and word.
        start: Where it began, as text, or why nobody knows.
        target: Where it should come, as text.
        actual: What has been measured, as text; empty where nothing has.
        progress: Part of the way that is gone, from 0 to 1, below 0 where it went
            back; None where that cannot be told.
        expected: Part of the way that should be gone by the day of measuring.
        hover: All of it in words.
        value: What stands at the right end, e.g. the money behind it.
    """

    name: str
    status: str
    mark: str
    start: str
    target: str
    actual: str = ""
    progress: float | None = None
    expected: float | None = None
    hover: str = ""
    value: str = ""


def write_bullet(bullet: Bullet) -> str:
    """Return the markup of one promise."""
    way = "way" if bullet.progress is not None or not bullet.actual else "way unknown"
    plot = tag(
        "div",
        tag("i", "", class_=way),
        *_write_gone(bullet),
        class_="plot",
        title=bullet.hover,
    )
    return tag(
        "div",
        tag("span", bullet.name, class_="name"),
        tag("span", bullet.mark, class_="status"),
        tag("span", escape(bullet.start), class_="start"),
        plot,
        tag("span", escape(bullet.target), class_="target"),
        tag("span", escape(bullet.value), class_="value"),
        class_="bullet",
    )


def write_bullet_heads(heads: Sequence[str]) -> str:
    """Return the markup of the headings over promises.

    Args:
        heads: Name, status, start, what is between, target, value.
    """
    names = ("name", "status", "start", "plot", "target", "value")
    words = (
        tag("span", escape(text), class_=name)
        for name, text in zip(names, heads, strict=True)
    )
    return tag("div", *words, class_="bullet heads")


def place_on_way(part: float) -> float:
    """Return the place of a part of the way, percent, at most `BEYOND` off its ends."""
    return round(min(max(100 * part, -BEYOND), 100 + BEYOND), 2)


def _write_gone(bullet: Bullet) -> Iterator[str]:
    """Write the part that is gone, where it should be by now, and where it is."""
    if bullet.progress is None:
        if bullet.actual:
            yield _write_text(bullet.actual, 50)
        return
    place = place_on_way(bullet.progress)
    left, width = min(place, 0.0), abs(place)
    style = f"left:{left}%;width:{width}%"
    yield tag("i", "", class_=f"gone {bullet.status}", style=style)
    if bullet.expected is not None:
        style = f"left:{place_on_way(bullet.expected)}%"
        yield tag("i", "", class_="expected", style=style)
    style = f"left:{place}%"
    yield tag("b", "", class_=f"dot end {bullet.status}", style=style)
    yield _write_text(bullet.actual, place)


def _write_text(text: str, place: float) -> str:
    """Write a label over its place, yet never past the ends of the way."""
    half = round(len(text) * _HALF_LETTER, 2)
    style = f"left:clamp({half}em,{place}%,100% - {half}em)"
    return tag("span", escape(text), class_="text", style=style)
