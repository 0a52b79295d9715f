"""The thresholds of partners, principles and risks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyThresholds:
    """Limits of names and lists that are read out of text.

    Set by hand: in the bundled plans the longest name of a partner has 48 characters,
    of a risk 61, of a principle 86; more is noise, or a table that was broken.

    Attributes:
        partner_name: A longer text is no name of a partner; characters.
        partner_address: A longer text is no address; characters.
        principle_lines: No name and no list of activities of a principle takes more.
        risk_name: A longer text is no name of a risk, nor its heading; characters.
        risk_lines: No name of a risk takes more.
    """

    partner_name: int = 160
    partner_address: int = 140
    principle_lines: int = 12
    risk_name: int = 200
    risk_lines: int = 12


STRATEGY: Final = StrategyThresholds()
