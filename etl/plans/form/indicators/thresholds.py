"""The thresholds of the table of indicators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorThresholds:
    """Limits of the headings and the cells of an indicator.

    The form asks for a baseline and a target. The lengths are set by hand, with room to
    spare for the plans that are known.

    Attributes:
        longest_heading: So many last characters of a heading say where it ends.
        cell_lines: The cells of an indicator that was read out of text take no more
            lines.
        values: Values that an indicator has: a baseline and a target.
    """

    longest_heading: int = 100
    cell_lines: int = 8
    values: int = 2


INDICATOR: Final = IndicatorThresholds()
