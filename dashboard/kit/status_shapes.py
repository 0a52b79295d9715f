"""Marks of statuses: a shape for each, always with its word beside it."""

from __future__ import annotations

from html import escape
from typing import Final

from dashboard.kit.html import tag

SHAPES: Final = {
    "reached": "✓",
    "on_course": "●",
    "at_risk": "▲",
    "off_course": "■",
    "pace_unknown": "◇",
    "no_target": "◌",
    "not_chosen": "–",
    "spent": "✓",
    "late": "■",
    "no_payments": "■",
    "overspent": "▲",
    "not_planned": "▲",
    "error": "■",
    "warning": "▲",
    "note": "○",
    "plan": "●",
    "sum": "◐",
    "figure": "○",
    "nothing": "–",
}
NO_VALUE: Final = "○"
"""Shape of everything that has no measured value."""


def find_shape(code: str) -> str:
    """Find the shape of a status."""
    return SHAPES.get(code, NO_VALUE)


def write_mark(code: str) -> str:
    """Return the markup of a status's shape; its word is written beside it."""
    shape = escape(find_shape(code))
    return tag("span", shape, class_=f"shape {code}", aria_hidden="true")
