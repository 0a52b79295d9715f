select
    measurements.*,
    indicators.indicator_name
from reports.rpt_measurement as measurements
left join reports.rpt_indicator as indicators
    on
        measurements.plan_code = indicators.plan_code
        and measurements.indicator_number = indicators.indicator_number
where measurements.plan_code = $plan
order by
    indicators.sort_order,
    measurements.indicator_number,
    measurements.period_end_date,
    measurements.period,
    measurements.school_code nulls first
