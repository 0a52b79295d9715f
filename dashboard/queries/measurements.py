"""Measured values of one indicator, and where its pace would lead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dashboard.published import select

if TYPE_CHECKING:
    import polars as pl

_MEASUREMENTS: Final = """
select measurements.*, schools.school_name
from reports.rpt_measurement as measurements
left join marts.dim_school as schools using (plan_code, school_code)
where plan_code = $plan and indicator_number = $indicator
order by
    measurements.school_code is not null,
    schools.sort_order,
    measurements.school_code,
    measurements.measured_date desc,
    measurements.period desc
"""

_PACE: Final = """
select
    target_in_force_value as target_value,
    target_date,
    unit_code,
    forecast_value as end_value
from reports.rpt_indicator
where
    plan_code = $plan
    and indicator_number = $indicator
    and forecast_value is not null
"""


def fetch_measurements(snapshot: str, plan: str, number: str) -> pl.DataFrame:
    """List measured values, those of the municipality first, the latest first.

    One row per period and school, see `reports.rpt_measurement`.
    """
    bound = {"plan": plan, "indicator": number}
    return select(snapshot, _MEASUREMENTS, bound)


def fetch_pace(snapshot: str, plan: str, number: str) -> dict[str, Any] | None:
    """Say what the value would be on the day of the target if the pace stays.

    The pace is that from the baseline to the latest value of the municipality; None
    where there is no dated baseline, no way to go, no value, or the day has passed.
    """
    rows = select(snapshot, _PACE, {"plan": plan, "indicator": number}).to_dicts()
    return rows[0] if rows else None
