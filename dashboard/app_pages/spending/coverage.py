"""How much is known of a plan's payments, and what may be said of being late."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dashboard.kit.proofs.cells.cell import KNOWN, prove_cell

if TYPE_CHECKING:
    from datetime import date

    from dashboard.kit.proofs.proof import Proof

ENOUGH: Final = Decimal("0.5")
"""Share of the activities that have begun whose payments have to be reported, before
silence about the others may be taken for being late."""


@dataclass(frozen=True)
class Coverage:
    """What is reported of the activities of a plan.

    Attributes:
        activity_count: Activities of the plan.
        reported_until_date: Day of the last payment; None while there is none.
        paid_count: Activities with payments.
        silent_count: Activities that have begun or are over, without any payment.
        late_count: Activities that are over, with payments, but not all is spent.
        silent_left_net_eur: What the silent ones were to spend; None without.
        late_left_net_eur: What the late ones have not spent; None without.
    """

    activity_count: int
    reported_until_date: date | None
    paid_count: int
    silent_count: int
    late_count: int
    silent_left_net_eur: Decimal | None
    late_left_net_eur: Decimal | None

    @property
    def is_enough(self) -> bool:
        """Whether silence about an activity means that it is late."""
        begun = self.paid_count + self.silent_count
        return self.paid_count >= ENOUGH * begun

    @property
    def late_statuses(self) -> tuple[str, ...]:
        """Return the statuses of activities that may be called late."""
        return ("late", "no_payments") if self.is_enough else ("late",)

    @property
    def all_late_count(self) -> int:
        """Return how many activities may be called late."""
        return self.late_count + (self.silent_count if self.is_enough else 0)

    def prove_paid(self) -> Proof | None:
        """Make the proof of how many activities have payments."""
        known = {"in_force_net_eur": KNOWN, "executed_net_eur": KNOWN}
        return prove_cell("rpt_activity_absorption.rows", self.paid_count, **known)

    def prove_silent(self) -> Proof | None:
        """Make the proof of how many activities have none although they should."""
        return prove_cell(
            "rpt_activity_absorption.rows", self.silent_count, status_code="no_payments"
        )

    @property
    def left_net_eur(self) -> Decimal:
        """Return what those that may be called late have not spent, euro."""
        silent = self.silent_left_net_eur if self.is_enough else None
        return (self.late_left_net_eur or Decimal(0)) + (silent or Decimal(0))
