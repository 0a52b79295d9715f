"""How much of everything a made-up country has."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from typing import Final

from pazanga.settings import PROJECT_ROOT

REFERENCE: Final = PROJECT_ROOT / "data" / "reference"
SIZES: Final = (1, 6, 60)
"""Municipalities of a country: one, a region, all of Lithuania."""

SCHOOLS: Final = 1_000
PAYMENTS: Final = 5_000_000
LAST_PAYMENT: Final = date(2026, 9, 30)
REJECTED_EVERY: Final = 1_000
"""Of so many payments one names an activity that no plan has: it is rejected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryScale:
    """Counts of one country; the defaults are those of the whole one.

    Attributes:
        municipalities: Plans, the first ones of the official list.
        activities: Activities of a plan.
        indicators: Indicators of a plan.
        exam_years: School years of results, the last of them 2025-2026.
        measured_years: Years of two measurements each, the last of them 2025.
        share: One of so many schools and payments of the whole country is made.
    """

    municipalities: int = 60
    activities: int = 200
    indicators: int = 30
    exam_years: int = 15
    measured_years: int = 12
    share: int = 1

    def count_schools(self, place: int) -> int:
        """Count the schools of a plan: all of them together are the country's."""
        return max(_divide(SCHOOLS, place) // self.share, 2)

    def count_payments(self, place: int) -> int:
        """Count the payments of a plan, rejected ones among them."""
        return _divide(PAYMENTS, place) // self.share


SMALL: Final = CountryScale(
    municipalities=1,
    activities=40,
    indicators=6,
    exam_years=3,
    measured_years=3,
    share=40,
)
"""A country that is refreshed within seconds."""


@dataclass(frozen=True, slots=True)
class CountryPlace:
    """One municipality and its plan.

    Attributes:
        place: Its place in the official list, from 0; it decides all its figures.
        code: Official code.
        plan: Code of its plan.
        name: Its short name.
        full_name: Its official name.
    """

    place: int
    code: str
    plan: str
    name: str
    full_name: str


def list_municipalities(scale: CountryScale) -> list[CountryPlace]:
    """List the municipalities of a country, in the order of their official codes."""
    path = REFERENCE / "municipalities.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = sorted(csv.DictReader(stream), key=lambda row: row["municipality_code"])
    return [
        CountryPlace(
            place,
            row["municipality_code"],
            row["plan_code"],
            row["name_lt"],
            row["full_name_lt"],
        )
        for place, row in enumerate(rows[: scale.municipalities])
    ]


def _divide(whole: int, place: int) -> int:
    """Return the part of one of sixty municipalities; the parts add up."""
    most = SIZES[-1]
    return whole // most + (place < whole % most)
