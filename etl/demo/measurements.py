"""Made-up measurements: each half-year, along the line to the target or beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import polars as pl

from etl.demo.plan import USUAL_SPAN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from etl.demo.plan import DemoPlan, Row

_FIRST_YEAR: Final = 2023
_BASELINE_DAY: Final = date(2022, 8, 31)
_PACES: Final = (1.25, 1.1, 1.1, 1.05, 0.8, 0.6, 0.2)
_UNAVAILABLE: Final = 0.04
_BY_SCHOOL: Final = 3
_SOURCE: Final = "Sintetinis matavimas (demonstracija)"


@dataclass(frozen=True, slots=True)
class _Half:
    """A half-year and the day its values are measured on."""

    period: str
    measured_on: date


def make_measurements(plan: DemoPlan) -> list[Row]:
    """Make values of all chosen indicators with a target, as their contract says.

    Shares of the first few indicators are measured in each school too.
    """
    rows: list[Row] = []
    halves = list(_list_halves(plan))
    shares = 0
    for indicator in _list_indicators(plan):
        dice = plan.dice(f"measurements {indicator['indicator_number']}")
        rows += _measure(plan, indicator, halves, dice)
        if str(indicator["unit"]) == "percent" and shares < _BY_SCHOOL:
            shares += 1
            rows += _measure_schools(plan, indicator, halves, dice)
    return rows


def _list_halves(plan: DemoPlan) -> Iterator[_Half]:
    for year in range(_FIRST_YEAR, plan.until.year + 1):
        for period, day in (
            (f"{year}-S1", date(year, 7, 10)),
            (f"{year}-S2", date(year, 12, 20)),
        ):
            if day <= plan.until:
                yield _Half(period, day)


def _list_indicators(plan: DemoPlan) -> list[Row]:
    """List chosen indicators with a target and, where one is known, a baseline."""
    baselines = (
        plan.tables["indicator_values"]
        .filter(pl.col("value_status").cast(pl.String) == "final")
        .sort("period")
        .unique("indicator_number", keep="last")
        .select("indicator_number", baseline="value")
    )
    return (
        plan.tables["indicators"]
        .filter("is_chosen", pl.col("target_value").is_not_null())
        .join(baselines, on="indicator_number", how="left", maintain_order="left")
        .to_dicts()
    )


def _measure(
    plan: DemoPlan, indicator: Row, halves: list[_Half], dice: Random
) -> Iterator[Row]:
    target = float(indicator["target_value"])
    start = 0.0 if indicator["baseline"] is None else float(indicator["baseline"])
    pace = dice.choice(_PACES)
    noise = abs(target - start) * 0.06
    for half in halves:
        way = _elapsed(half.measured_on) * pace
        value = start + (target - start) * way + dice.gauss(0, noise)
        yield _row(plan, indicator, half, value, dice)


def _measure_schools(
    plan: DemoPlan, indicator: Row, halves: list[_Half], dice: Random
) -> Iterator[Row]:
    target = float(indicator["target_value"])
    for school in plan.participants():
        level = target + dice.gauss(-4, 7)
        for half in halves:
            level += dice.gauss(0.4, 1.2)
            yield {
                **_row(plan, indicator, half, level, dice),
                "school_code": school,
            }


def _elapsed(day: date) -> float:
    last = USUAL_SPAN[1]
    return (day - _BASELINE_DAY) / max(last - _BASELINE_DAY, timedelta(days=1))


def _row(
    plan: DemoPlan, indicator: Row, half: _Half, value: float, dice: Random
) -> Row:
    is_percent = str(indicator["unit"]) == "percent"
    value = min(max(value, 0), 100) if is_percent else max(value, 0)
    is_whole = not is_percent and indicator["target_value"] % 1 == 0
    is_missing = dice.random() < _UNAVAILABLE
    status = "provisional" if half.measured_on.year == plan.until.year else "final"
    return {
        "plan_code": plan.code,
        "indicator_number": indicator["indicator_number"],
        "period": half.period,
        "school_code": "",
        "value": None
        if is_missing
        else Decimal(str(round(value, 0 if is_whole else 2))),
        "value_status": "unavailable" if is_missing else status,
        "measured_on": half.measured_on,
        "source": _SOURCE,
    }
