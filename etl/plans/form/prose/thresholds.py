"""The thresholds of figures and periods in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseThresholds:
    """Limits of lists and of periods; noise must not cost time.

    Set by hand: the longest period in the bundled plans has 80 characters.

    Attributes:
        commas: No list of exam figures has more: all ways to part it are tried.
        century: Years of two digits are of this century.
        longest_period: A longer cell is no period; characters without spaces.
    """

    commas: int = 18
    century: int = 2000
    longest_period: int = 120


PROSE: Final = ProseThresholds()
