"""Marks of statuses: a shape for each, always with its word beside it."""

from __future__ import annotations

from html import escape
from typing import Final

from dashboard.components.html import tag

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
}
NO_VALUE: Final = "○"
"""Shape of everything that has no measured value."""


def find_shape(code: str) -> str:
    """Give the shape of a status."""
    return SHAPES.get(code, NO_VALUE)


def write_mark(code: str) -> str:
    """Give the markup of a status's shape; its word is written beside it."""
    return tag("span", escape(find_shape(code)), class_="shape", aria_hidden="true")
