"""The thresholds of facts about a municipality."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class FactThresholds:
    """Lengths of labels and of what is quoted, in characters.

    Set by hand: a label names a row, a sentence says more.

    Attributes:
        longest_label: A longer cell is prose: it names no row, and its figures stand in
            sentences.
        longest_found: So much of a sentence is quoted by a finding.
    """

    longest_label: int = 80
    longest_found: int = 80


FACT: Final = FactThresholds()
