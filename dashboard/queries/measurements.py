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
with latest as (
    select *
    from reports.rpt_measurement
    where
        plan_code = $plan
        and indicator_number = $indicator
        and school_code is null
        and value is not null
    qualify
        row_number() over (order by measured_date desc, period_end_date desc) = 1
),

paced as (
    select
        latest.*,
        targets.target_date,
        -- The way gone so far, as many times as its time fits into the whole.
        cast(
            latest.baseline_value
            + (latest.target_value - latest.baseline_value)
            * progress_ratio / expected_ratio
            as decimal(18, 2)
        ) as end_value
    from latest
    inner join marts.fct_indicator_target as targets
        using (plan_code, indicator_number)
    where expected_ratio > 0 and expected_ratio < 1 and progress_ratio is not null
)

select target_value, target_date, unit_code, measured_date, end_value
from paced
-- A share of which there is none is no forecast.
where unit_code is distinct from 'percent' or end_value between 0 and 100
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
