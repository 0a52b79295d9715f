"""Key figures: at most four large numbers, each with its unit and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from dashboard.kit.html import render_html, tag
from dashboard.kit.typography import keep_days

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class KeyFigure:
    """A large number.

    Attributes:
        label: What it is.
        value: The number with its unit, as text.
        note: What it is compared with, and where it comes from.
    """

    label: str
    value: str
    note: str


def render_figures(figures: Sequence[KeyFigure]) -> None:
    """Draw key figures side by side; two by two on a phone."""
    items = [
        tag(
            "div",
            tag("dt", escape(figure.label)),
            tag("dd", escape(figure.value), class_="value"),
            tag("dd", escape(keep_days(figure.note)), class_="note"),
        )
        for figure in figures
    ]
    render_html(tag("dl", *items, class_="figures"))
