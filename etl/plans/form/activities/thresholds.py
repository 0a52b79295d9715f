"""The thresholds of titles, headings and numbers of activities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityThresholds:
    """Limits by which titles and headings of activities end.

    Set by hand, with room to spare for the headings of the programme's form and for
    the abbreviations that plans use.

    Attributes:
        heading_lines: A heading of a policy area or a category takes no more lines.
        last_letters: More than the longest abbreviation has: no more of a text is
            looked at for one.
        label_lines: The label of a total takes no more lines of a narrow cell.
        longest_label: A longer text before amounts labels no sum of rows.
    """

    heading_lines: int = 5
    last_letters: int = 10
    label_lines: int = 8
    longest_label: int = 60


ACTIVITY: Final = ActivityThresholds()
