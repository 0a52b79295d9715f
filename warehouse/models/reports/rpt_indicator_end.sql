-- Where chosen indicators stood when the plan ended, and after it: the last value of
-- the whole municipality measured by that day, and the last one measured later.
-- Grain: one row per plan and chosen indicator; none of plans without a last day.
with

measurements as (

    select * from reports.rpt_measurement

    where school_code is null and value is not null

),

plans as (

    select * from reports.rpt_plan

    where end_date is not null

),

last_values as (

    select
        measurements.plan_code,
        measurements.indicator_number,
        measurements.measured_date > plans.end_date as is_after,
        max_by(measurements.value, measurements.measured_date)
        filter (where measurements.value is not null) as measured_value,
        max_by(measurements.status_code, measurements.measured_date)
        filter (where measurements.status_code is not null) as status_code,
        max(measurements.measured_date) as measured_date

    from measurements
    inner join plans
        on measurements.plan_code = plans.plan_code

    group by
        measurements.plan_code,
        measurements.indicator_number,
        measurements.measured_date > plans.end_date

),

rpt_indicator_end as (

    select
        indicators.plan_code,
        indicators.indicator_number,
        indicators.indicator_name,
        indicators.unit_code,
        indicators.target_in_force_value,
        indicators.target_bound,
        indicators.target_text,
        by_end.measured_value as end_value,
        by_end.measured_date as end_measured_date,
        coalesce(by_end.status_code, 'not_measured') as end_status_code,
        later.measured_value as later_value,
        later.measured_date as later_measured_date,
        coalesce(later.status_code, 'not_measured') as later_status_code,
        indicators.is_synthetic,
        indicators.sort_order

    from reports.rpt_indicator as indicators
    inner join plans
        on indicators.plan_code = plans.plan_code
    left join last_values as by_end
        on
            indicators.plan_code = by_end.plan_code
            and indicators.indicator_number = by_end.indicator_number
            and not by_end.is_after
    left join last_values as later
        on
            indicators.plan_code = later.plan_code
            and indicators.indicator_number = later.indicator_number
            and later.is_after

    where indicators.is_chosen

)

select * from rpt_indicator_end
