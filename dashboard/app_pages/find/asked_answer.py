"""What a question is answered with."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class AskedAnswer:
    """An answer, ready to be written.

    Attributes:
        sentence: What is known, with its figure; or that it is not known.
        items: Markup of the things that it is about, the first few.
        parameters: Parameters that the page gets otherwise than the question says, as
            what is not in the data narrows nothing.
        notes: What must not be misunderstood.
        is_known: Whether there is a figure; without one, notes on it say nothing.
    """

    sentence: str
    items: tuple[str, ...] = ()
    parameters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    is_known: bool = True

    def add_notes(self, notes: Sequence[str]) -> Self:
        """Return the same answer with more notes."""
        return replace(self, notes=(*self.notes, *notes))
