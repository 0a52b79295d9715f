"""The thresholds by which the writing of an amount is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountThresholds:
    """Counts of digits and groups that tell what a separator of an amount means.

    An amount has cents or none; a group after one separator alone may be a decimal,
    after two it is none.

    Attributes:
        cent_digits: Digits of cents that are written out.
        sure_groups: So many groups of three digits are thousands; one may be decimals.
        fewest_to_raise: A raised mark behind a smaller number may be a power; behind a
            larger one it is a footnote.
    """

    cent_digits: int = 2
    sure_groups: int = 2
    fewest_to_raise: int = 1000


AMOUNT: Final = AmountThresholds()
