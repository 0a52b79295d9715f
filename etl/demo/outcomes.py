"""Made-up outcomes: what became of activities, and who goes on with some of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from random import Random

    from etl.demo.plan import DemoPlan, Row

SAID_ON: Final = date(2026, 5, 31)
"""Day the made-up outcomes speak of: a month after the programme's second project."""

_SHARES: Final = (
    ("done", 0.36),
    ("partly", 0.12),
    ("cut", 0.05),
    ("moved", 0.07),
    ("continues", 0.28),
)
"""Shares of outcomes; of the other activities nobody has said anything."""

_OWNERS: Final = (
    "Švietimo skyrius (pavyzdys)",
    "Švietimo pagalbos tarnyba (pavyzdys)",
    "Kultūros centras (pavyzdys)",
    None,
)
_FUNDED: Final = (date(2026, 12, 31), date(2027, 8, 31), date(2027, 12, 31), None)
_UNKNOWN_COST: Final = 0.2
_HUNDREDS: Final = Decimal(100)


def make_outcomes(plan: DemoPlan) -> list[Row]:
    """Make an outcome of most counted activities, each number once."""
    numbers = (
        plan.tables["activities"]
        .filter(pl.col("cost_role").cast(pl.String) == "counted")
        .unique("activity_number", keep="first", maintain_order=True)
    )
    rows = []
    for activity in numbers.to_dicts():
        dice = plan.dice(f"outcome {activity['activity_number']}")
        if outcome := _roll_outcome(dice):
            rows.append(_make_row(plan, activity, outcome, dice))
    return rows


def _roll_outcome(dice: Random) -> str:
    roll = dice.random()
    for outcome, share in _SHARES:
        if roll < share:
            return outcome
        roll -= share
    return ""


def _make_row(plan: DemoPlan, activity: Row, outcome: str, dice: Random) -> Row:
    number = activity["activity_number"]
    row = {
        "plan_code": plan.code,
        "activity_number": number,
        "outcome": outcome,
        "as_of": min(SAID_ON, plan.today),
        "evidence": f"DEMO-V-{number}",
    }
    if outcome != "continues":
        return row
    return {
        **row,
        "owner": dice.choice(_OWNERS),
        "yearly_cost_eur": _make_cost(activity["net_eur"], dice),
        "funded_until": dice.choice(_FUNDED),
    }


def _make_cost(net: Decimal | None, dice: Random) -> Decimal | None:
    """Make a tenth of the cost, more or less, in whole hundreds; some are not known."""
    if not net or dice.random() < _UNKNOWN_COST:
        return None
    share = Decimal(round(dice.uniform(0.04, 0.2), 3))
    return (net * share / _HUNDREDS).quantize(Decimal(1)) * _HUNDREDS
