"""Marks said in words: a shape with its word, as plain text or as markup."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from dashboard.components.html import tag
from dashboard.components.marks import find_shape, write_mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.screen import Screen

DIRECTION_SHAPES: Final[Mapping[str, str]] = {
    "increase": "↑",
    "decrease": "↓",
    "maintain": "→",
}


def say_status(code: str, screen: Screen) -> str:
    """Say a status as plain text: `○ nematuota`."""
    return f"{find_shape(code)} {screen.words('common')(f'status.{code}')}"


def say_severity(code: str, screen: Screen) -> str:
    """Say a severity as plain text: `▲ įspėjimas`."""
    return f"{find_shape(code)} {screen.words('common')(f'severity.{code}')}"


def mark_status(code: str, screen: Screen) -> str:
    """Give the markup of a status: shape and word."""
    return _mark(write_mark(code), screen.words("common")(f"status.{code}"))


def mark_severity(code: str, screen: Screen) -> str:
    """Give the markup of a severity: shape and word."""
    return _mark(write_mark(code), screen.words("common")(f"severity.{code}"))


def mark_direction(code: str, word: str) -> str:
    """Give the markup of a direction: arrow and word."""
    shape = escape(DIRECTION_SHAPES[code])
    return _mark(tag("span", shape, class_="shape", aria_hidden="true"), word)


def _mark(shape: str, word: str) -> str:
    return tag("span", shape + escape(word), class_="mark")
