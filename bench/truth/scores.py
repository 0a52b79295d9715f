"""Scores of readers: what became of each amount whose meaning is known."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

Outcome = Literal["exact", "refused", "wrong", "lost"]
"""`lost`: no amount, and nobody is told."""


@dataclass(slots=True)
class Score:
    """What became of the amounts a reader was given.

    Attributes:
        outcomes: Amounts by outcome.
        examples: Kind of input of each amount that was wrong or lost, counted.
    """

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    examples: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Outcome, kind: str) -> None:
        """Count an amount."""
        self.outcomes[outcome] += 1
        if outcome in {"wrong", "lost"}:
            self.examples[f"{kind}: {outcome}"] += 1

    @property
    def total(self) -> int:
        """Count all amounts."""
        return sum(self.outcomes.values())


def judge(meant: Decimal | None, read: Decimal | None, *, is_said: bool) -> Outcome:
    """Decide how well the reading of a cell is.

    Args:
        meant: What the cell means; none where only a refusal is right.
        read: What the reader takes it for; none where it gives no amount.
        is_said: Whether the reader tells that there is no amount.
    """
    if read is not None:
        return "exact" if read == meant else "wrong"
    return "refused" if is_said else "lost"


def describe(scores: Mapping[str, Score]) -> list[str]:
    """Write the table of several readers, in the order given."""
    lines = [
        "| reader | cells | exact | refused, said | silently wrong | silently lost |",
        "|---|---|---|---|---|---|",
    ]
    for reader, score in scores.items():
        names: tuple[Outcome, ...] = ("exact", "refused", "wrong", "lost")
        counts = " | ".join(f"{score.outcomes[name]:,}" for name in names)
        lines.append(f"| {reader} | {score.total:,} | {counts} |")
    return lines
