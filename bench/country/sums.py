"""What a made-up country must add up to, counted while it is made."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from bench.country.facts import UNKNOWN_ACTIVITY
from bench.country.plans import add_vat_cents, plan_net_cents

if TYPE_CHECKING:
    from bench.country.facts import Facts
    from bench.country.scale import CountryPlace, CountryScale


@dataclass(slots=True, kw_only=True)
class PlanSums:
    """What one plan must add up to: whole cents, hundredths and rows.

    Attributes:
        plan: Code of the plan.
        place: Place of its municipality in the official list.
        schools: Schools.
        activities: Activities.
        indicators: Indicators.
        planned_net: Planned as printed, without VAT, cents.
        planned_vat: VAT of that.
        in_force_net: Planned after the decisions, without VAT, cents.
        payments: Payments that count.
        rejected: Payments that are rejected.
        paid_net: What the payments that count add up to, without VAT, cents.
        paid_vat: VAT of that.
        exams: Exam results.
        exam_total: Sum of their values, hundredths.
        candidates: Sum of the pupils beside them.
        measurements: Measurements.
        measured_total: Sum of their values, hundredths.
        decisions: Decisions.
    """

    plan: str
    place: int
    schools: int
    activities: int
    indicators: int
    planned_net: int
    planned_vat: int
    in_force_net: int
    payments: int = 0
    rejected: int = 0
    paid_net: int = 0
    paid_vat: int = 0
    exams: int = 0
    exam_total: int = 0
    candidates: int = 0
    measurements: int = 0
    measured_total: int = 0
    decisions: int = 0

    @property
    def plain(self) -> dict[str, Any]:
        """Return the sums by name, as they are kept in `expected.json`."""
        return asdict(self)

    def add(self, facts: Facts) -> None:
        """Add a sheet of the plan."""
        kind, _, rows = facts
        if kind == "spending":
            good = rows.filter(pl.col("activity_number") != UNKNOWN_ACTIVITY)
            self.payments += good.height
            self.rejected += rows.height - good.height
            self.paid_net += good["net_eur"].sum()
            self.paid_vat += good["vat_eur"].sum()
        elif kind == "exams":
            self.exams += rows.height
            self.exam_total += rows["value"].sum()
            self.candidates += rows["candidates_count"].sum()
        elif kind == "measurements":
            self.measurements += rows.height
            self.measured_total += rows["value"].sum()
        else:
            self._decide(rows)

    def _decide(self, rows: pl.DataFrame) -> None:
        """Add decisions: what is in force is what they say, else what is printed."""
        self.decisions += rows.height
        for number, field, value in rows["number", "field", "new_value"].rows():
            if field == "net_eur":
                printed = plan_net_cents(self.place, int(number) - 1)
                self.in_force_net += value - printed


def begin_sums(place: CountryPlace, scale: CountryScale) -> PlanSums:
    """Return the sums of a plan before any of its sheets."""
    nets = [plan_net_cents(place.place, n) for n in range(scale.activities)]
    return PlanSums(
        plan=place.plan,
        place=place.place,
        schools=scale.count_schools(place.place),
        activities=scale.activities,
        indicators=scale.indicators,
        planned_net=sum(nets),
        planned_vat=sum(map(add_vat_cents, nets)),
        in_force_net=sum(nets),
    )
