"""Key figures: at most four large numbers, each with its unit and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.kit.html import render_html, tag
from dashboard.kit.proofs.proof import write_proven
from dashboard.kit.screen import read_screen
from dashboard.kit.typography import keep_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.kit.proofs.proof import Proof
    from dashboard.kit.screen import Screen


@dataclass(frozen=True)
class KeyFigure:
    """A large number.

    Attributes:
        label: What it is.
        value: The number with its unit, as text.
        note: What it is compared with, and where it comes from.
        proof: What proves it; None where nothing is known.
        in_label: Figures as the label writes them, with their proofs.
        in_note: Figures as the note writes them, with their proofs.
    """

    label: str
    value: str
    note: str
    proof: Proof | None = None
    in_label: Sequence[tuple[str, Proof | None]] = ()
    in_note: Sequence[tuple[str, Proof | None]] = ()


def render_figures(figures: Sequence[KeyFigure]) -> None:
    """Draw key figures side by side; two by two on a phone."""
    screen = read_screen()
    items = [_write_figure(screen, figure) for figure in figures]
    render_html(tag("dl", *items, class_="figures"))


def _write_figure(screen: Screen, figure: KeyFigure) -> str:
    """Write a figure; what can be proved is a link to its proof."""
    value = [(figure.value, figure.proof)]
    note = keep_days(figure.note)
    return tag(
        "div",
        tag("dt", write_proven(screen, figure.label, figure.in_label)),
        tag("dd", write_proven(screen, figure.value, value), class_="value"),
        tag("dd", write_proven(screen, note, figure.in_note), class_="note"),
    )
