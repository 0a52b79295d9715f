"""Made-up spending: budgets by year, and payments as the works go on."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.demo.plan import USUAL_SPAN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from etl.demo.plan import DemoPlan, Row

CENT: Final = Decimal("0.01")
_LARGE: Final = frozenset({"infrastructure", "equipment"})
_SUPPLIERS: Final = 12
_FUNDING: Final = "Sintetinės lėšos (demonstracija)"

_PACES: Final = (
    # Share of activities, lowest and highest spending against the straight line.
    (0.52, 0.90, 1.10),
    (0.18, 0.55, 0.80),
    (0.10, 0.15, 0.40),
    (0.08, 0.00, 0.00),
    (0.12, 1.30, 2.50),
)
_OVERSPENT: Final = 0.04


def make_spending(plan: DemoPlan) -> list[Row]:
    """Make the rows of all three budget phases, as the contract of spending says."""
    rows: list[Row] = []
    for activity in _list_activities(plan):
        dice = plan.dice(f"spending {activity['activity_number']}")
        rows += _make_budgets(plan, activity, dice)
        rows += _make_payments(plan, activity, dice)
    return rows


def _list_activities(plan: DemoPlan) -> list[Row]:
    """List counted activities with an amount, each number once, with their schools."""
    activities = plan.tables["activities"].filter(
        (pl.col("cost_role").cast(pl.String) == "counted") & (pl.col("net_eur") > 0)
    )
    key = ["activity_number", "occurrence"]
    schools = (
        plan.tables["activity_schools"]
        .filter(
            pl.col("role").cast(pl.String) == "implementing",
            pl.col("school_code").is_in(plan.participants()),
        )
        .group_by(key, maintain_order=True)
        .agg("school_code")
    )
    return (
        activities.join(schools, on=key, how="left", maintain_order="left")
        .unique("activity_number", keep="first", maintain_order=True)
        .to_dicts()
    )


def _span(activity: Row) -> tuple[date, date]:
    first = activity["period_start"] or USUAL_SPAN[0]
    return first, max(activity["period_end"] or USUAL_SPAN[1], first)


def _make_budgets(plan: DemoPlan, activity: Row, dice: Random) -> Iterator[Row]:
    """Approve the plan by budget year; some years are revised later."""
    first, last = _span(activity)
    years = range(first.year, last.year + 1)
    shares = [_days_in(year, first, last) for year in years]
    parts = split_amount(activity["net_eur"], shares)
    for year, net in zip(years, parts, strict=True):
        number = f"{activity['activity_number']}-{year}"
        approved = date(year, 2, dice.randint(1, 28))
        revised = date(year, dice.randint(8, 11), dice.randint(1, 28))
        change = dice.choice([0, 0, 0, dice.uniform(-0.15, 0.15)])
        changed = (net * Decimal(round(1 + change, 4))).quantize(CENT)
        budget = {**_base(plan, activity), "school_code": "", "vat_eur": None}
        if approved <= plan.until:
            document = f"DEMO-B-{number}"
            yield _row(budget, "approved", document, approved, net)
        if revised <= plan.until:
            document = f"DEMO-P-{number}"
            yield _row(budget, "revised", document, revised, changed)


def _days_in(year: int, first: date, last: date) -> int:
    start, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
    return (end - start).days + 1


def _make_payments(plan: DemoPlan, activity: Row, dice: Random) -> Iterator[Row]:
    first, last = _span(activity)
    until = min(plan.until, last)
    if until <= first:
        return
    elapsed = ((until - first).days + 1) / ((last - first).days + 1)
    share = min(elapsed * _roll_pace(dice), 1)
    if elapsed == 1 and share > _nearly_all(dice):
        share = 1 + (dice.uniform(0.01, 0.06) if dice.random() < _OVERSPENT else 0)
    total = (activity["net_eur"] * Decimal(round(share, 4))).quantize(CENT)
    category = str(activity["cost_category"] or "")
    months = max((until - first).days // 30, 1)
    most = dice.randint(1, 4) if category in _LARGE else min(months, 14)
    weights = [dice.uniform(0.4, 1.6) for _ in range(most)]
    rate = Decimal("0.21") if category in _LARGE or dice.random() < 0.5 else Decimal(0)  # noqa: PLR2004
    schools = activity["school_code"] or [""]
    for place, net in enumerate(split_amount(total, weights), start=1):
        if net:
            day = first + timedelta(days=int((until - first).days * place / most))
            yield _row(
                {
                    **_base(plan, activity),
                    "school_code": dice.choice(schools),
                    "vat_eur": (net * rate).quantize(CENT),
                    "supplier": f"UAB „Pavyzdys {dice.randint(1, _SUPPLIERS)}“",
                    "contract_number": f"DEMO-S-{activity['activity_number']}",
                },
                "executed",
                f"DEMO-{activity['activity_number']}-{place:02}",
                day,
                net,
            )


def _roll_pace(dice: Random) -> float:
    roll = dice.random()
    for share, lowest, highest in _PACES:
        if roll < share:
            return dice.uniform(lowest, highest)
        roll -= share
    return 1


def _nearly_all(dice: Random) -> float:
    """Choose the share from which a finished activity counts as spent in full."""
    return dice.uniform(0.85, 0.95)


def split_amount(amount: Decimal, weights: list[float] | list[int]) -> list[Decimal]:
    """Split an amount by weights, to the cent; the last part takes what is left."""
    total = sum(weights)
    parts = [
        (amount * Decimal(round(weight / total, 9))).quantize(CENT, ROUND_DOWN)
        for weight in weights[:-1]
    ]
    return [*parts, amount - sum(parts)]


def _base(plan: DemoPlan, activity: Row) -> Row:
    return {
        "plan_code": plan.code,
        "activity_number": activity["activity_number"],
        "supplier": None,
        "contract_number": None,
        "funding_source": _FUNDING,
    }


def _row(base: Row, phase: str, document: str, day: date, net: Decimal) -> Row:
    return {
        **base,
        "phase": phase,
        "document_number": document,
        "date": day,
        "net_eur": net,
    }
