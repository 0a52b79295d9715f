select
    measurements.indicator_number,
    indicators.indicator_name,
    measurements.period,
    measurements.value,
    measurements.unit_code,
    measurements.value_status,
    measurements.measured_date,
    measurements.measured_by,
    measurements.is_synthetic
from reports.rpt_measurement as measurements
inner join reports.rpt_indicator as indicators
    on
        measurements.plan_code = indicators.plan_code
        and measurements.indicator_number = indicators.indicator_number
where
    measurements.plan_code = $plan and measurements.school_code = $school_code
order by indicators.sort_order, measurements.period_end_date desc
