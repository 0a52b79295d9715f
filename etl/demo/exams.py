"""Made-up exam results of the schools that take part, 2022 to 2026."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from etl.demo.plan import DemoPlan, Row

FIRST_YEAR: Final = 2022
LAST_YEAR: Final = 2026
BREAK_YEAR: Final = 2025
"""From then on ten points are added to every exam but Lithuanian."""

_SUBJECTS: Final = {"lt": 68.0, "math": 42.0, "en": 74.0, "history": 45.0}
_ADDED: Final = 9.0
_SMALLEST_PUBLISHED: Final = 5
_PUBLISHED: Final = (7, 31)


def make_exams(plan: DemoPlan) -> list[Row]:
    """Make shares, means and gaps per school and year, as their contract says.

    Figures of fewer than five pupils are left out, only the number of pupils stays.
    """
    rows: list[Row] = []
    for school in plan.participants():
        dice = plan.dice(f"exams {school}")
        rows += _make_leaving_exams(plan, school, dice)
        rows += _make_gaps(plan, school, dice)
    return rows


def _years(plan: DemoPlan) -> range:
    last = LAST_YEAR
    while date(last, *_PUBLISHED) > plan.today:
        last -= 1
    return range(FIRST_YEAR, last + 1)


def _make_leaving_exams(plan: DemoPlan, school: str, dice: Random) -> Iterator[Row]:
    level = dice.gauss(0, 10)
    size = dice.randint(18, 110)
    for subject, usual in _SUBJECTS.items():
        takers = size if subject == "lt" else dice.randint(3, max(size * 2 // 3, 4))
        for year in _years(plan):
            added = _ADDED if year >= BREAK_YEAR and subject != "lt" else 0
            trend = (year - FIRST_YEAR) * 0.8
            share = _bound(usual + level + trend + added + dice.gauss(0, 4))
            mean = _bound(share * 0.72 + dice.gauss(4, 2))
            count = max(takers + dice.randint(-4, 4), 1)
            base = _row(plan, school, "VBE", subject, year)
            yield {**base, "measure": "share_36_100", **_figure(share, count)}
            yield {**base, "measure": "mean_score", **_figure(mean, count)}


def _make_gaps(plan: DemoPlan, school: str, dice: Random) -> Iterator[Row]:
    gap = dice.gauss(30, 12)
    count = dice.randint(20, 100)
    for year in _years(plan):
        gap += dice.gauss(-1.5, 4)
        base = _row(plan, school, "PUPP", "", year)
        figure = _figure(gap, max(count + dice.randint(-5, 5), 1))
        yield {**base, "measure": "gap_lt_math_basic_level_pct", **figure}


def _bound(value: float) -> float:
    return min(max(value, 2.0), 100.0)


def _figure(value: float, count: int) -> Row:
    is_published = count >= _SMALLEST_PUBLISHED
    return {
        "value": Decimal(str(round(value, 2))) if is_published else None,
        "candidates_count": count,
    }


def _row(plan: DemoPlan, school: str, exam: str, subject: str, year: int) -> Row:
    return {
        "plan_code": plan.code,
        "school_code": school,
        "exam": exam,
        "subject": subject,
        "school_year": f"{year - 1}-{year}",
    }
