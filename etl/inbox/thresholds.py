"""The thresholds by which a figure is impossible, or hardly true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class PlausibleThresholds:
    """What amounts, days and changes are held against.

    Attributes:
        vat_cents: So much VAT differs from its rate where each line of an invoice is
            rounded.
        usual_cents: So much VAT of a usual rate differs from it.
        earlier: A payment may lie a year outside its plan, or follow a rate that ended.
        tens: Units that a sheet may be rounded to.
        rounding: Half a unit of VAT, and the highest rate of half a unit of the net
            amount.
        far_times: A payment so many times the plan of its activity is hardly in the
            same unit.
        much_times: Payments of a file so many times the plan of their activity together
            are hardly all its own.
        most_places: Rows that a warning names; it counts all of them.
    """

    vat_cents: float = 0.05 + 1e-6
    usual_cents: float = 0.02 + 1e-6
    earlier: str = "-1y"
    tens: tuple[float, ...] = (10.0, 100.0, 1000.0, 10_000.0, 100_000.0, 1_000_000.0)
    rounding: float = 0.61
    far_times: int = 10
    much_times: int = 2
    most_places: int = 8


PLAUSIBLE: Final = PlausibleThresholds()
