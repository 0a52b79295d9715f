"""Marks said in words: a shape with its word, as plain text or as markup."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from dashboard.kit.html import tag
from dashboard.kit.status_shapes import find_shape, write_mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.kit.screen import Screen

DIRECTION_SHAPES: Final[Mapping[str, str]] = {
    "increase": "↑",
    "decrease": "↓",
    "maintain": "→",
}


def say_status(code: str, screen: Screen) -> str:
    """Describe a status as plain text: `○ nematuota`."""
    return f"{find_shape(code)} {screen.words('kit')(f'status.{code}')}"


def say_severity(code: str, screen: Screen) -> str:
    """Describe a severity as plain text: `▲ įspėjimas`."""
    return f"{find_shape(code)} {screen.words('kit')(f'severity.{code}')}"


def mark_status(code: str, screen: Screen) -> str:
    """Return the markup of a status: shape and word."""
    return _mark(write_mark(code), screen.words("kit")(f"status.{code}"), code)


def mark_severity(code: str, screen: Screen) -> str:
    """Return the markup of a severity: shape and word."""
    return _mark(write_mark(code), screen.words("kit")(f"severity.{code}"), code)


def mark_direction(code: str, word: str) -> str:
    """Return the markup of a direction: arrow and word."""
    shape = escape(DIRECTION_SHAPES[code])
    return _mark(tag("span", shape, class_="shape", aria_hidden="true"), word)


def _mark(shape: str, word: str, code: str = "") -> str:
    return tag("span", shape + escape(word), class_=f"mark {code}".rstrip())
