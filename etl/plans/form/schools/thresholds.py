"""The thresholds of the names and lists of schools."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolThresholds:
    """Limits of names in text, and of the list of a network.

    Set by hand: the longest name in the bundled plans has 48 characters; more is noise,
    or a table that was broken.

    Attributes:
        longest_name: A longer text is no name of a school; characters.
        name_lines: A name in a narrow column takes no more lines.
        sentence_end: So many last characters of a line say whether a sentence ends
            there.
        fewest_codes: A network has so many schools: levels such as A1 and B2 look like
            codes.
    """

    longest_name: int = 160
    name_lines: int = 10
    sentence_end: int = 12
    fewest_codes: int = 3


SCHOOL: Final = SchoolThresholds()
