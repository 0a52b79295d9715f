"""Key figures: at most four large numbers, each with its unit and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.kit.html import render_html, tag
from dashboard.kit.proofs.sentence import prove, write_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.kit.proofs.proof import Proof


@dataclass(frozen=True)
class KeyFigure:
    """A large number.

    Attributes:
        label: What it is.
        value: The number with its unit, as text.
        note: What it is compared with, and where it comes from.
        proof: What proves it; None where nothing is known.
    """

    label: str
    value: str
    note: str
    proof: Proof | None = None


def render_figures(figures: Sequence[KeyFigure]) -> None:
    """Draw key figures side by side; two by two on a phone."""
    render_html(tag("dl", *map(_write_figure, figures), class_="figures"))


def _write_figure(figure: KeyFigure) -> str:
    """Write a figure; what can be proved is a link to its proof."""
    return tag(
        "div",
        tag("dt", write_sentence(figure.label)),
        tag("dd", write_sentence(prove(figure.value, figure.proof)), class_="value"),
        tag("dd", write_sentence(figure.note), class_="note"),
    )
