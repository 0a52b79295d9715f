"""Marks: a shape with its word, so that nothing is said by colour alone."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from dashboard.components.html import tag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.screen import Screen

STATUS_SHAPES: Final[Mapping[str, str]] = {
    "reached": "✓",
    "on_course": "●",
    "at_risk": "▲",
    "off_course": "■",
    "pace_unknown": "◇",
    "not_measured": "○",
    "no_target": "◌",
    "not_chosen": "–",
}
SEVERITY_SHAPES: Final[Mapping[str, str]] = {
    "error": "■",
    "warning": "▲",
    "note": "○",
}
DIRECTION_SHAPES: Final[Mapping[str, str]] = {
    "increase": "↑",
    "decrease": "↓",
    "maintain": "→",
}


def say_status(code: str, screen: Screen) -> str:
    """Say a status as plain text: `○ nematuota`."""
    return f"{STATUS_SHAPES[code]} {screen.words('common')(f'status.{code}')}"


def say_severity(code: str, screen: Screen) -> str:
    """Say a severity as plain text: `▲ įspėjimas`."""
    return f"{SEVERITY_SHAPES[code]} {screen.words('common')(f'severity.{code}')}"


def mark(shape: str, word: str) -> str:
    """Give the markup of a shape with its word; the shape is not read aloud."""
    shown = tag("span", escape(shape), class_="shape", aria_hidden="true")
    return tag("span", shown + escape(word), class_="mark")


def mark_status(code: str, screen: Screen) -> str:
    """Give the markup of a status."""
    return mark(STATUS_SHAPES[code], screen.words("common")(f"status.{code}"))


def mark_severity(code: str, screen: Screen) -> str:
    """Give the markup of a severity."""
    return mark(SEVERITY_SHAPES[code], screen.words("common")(f"severity.{code}"))
