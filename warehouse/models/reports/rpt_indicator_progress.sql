-- How far chosen indicators have come from baseline to target, held against the
-- straight line between them on the day of the latest measurement. What cannot be told
-- has a name of its own, never a zero. Only values of the whole municipality count.
-- Grain: one row per plan and chosen indicator.
with

targets as (

    select * from marts.fct_indicator_target

),

latest_measurements as (

    select * from reports.rpt_measurement

    where school_code is null and value is not null

    qualify
        row_number() over (
            partition by plan_code, indicator_number
            order by measured_date desc, period_end_date desc
        ) = 1

),

rpt_indicator_progress as (

    select
        targets.plan_code,
        targets.indicator_number,
        latest_measurements.value as actual_value,
        latest_measurements.value_status as actual_status,
        latest_measurements.period as actual_period,
        latest_measurements.measured_date as actual_date,
        latest_measurements.progress_ratio,
        latest_measurements.expected_ratio,
        case
            when targets.target_in_force_value is null then 'no_target'
            else coalesce(latest_measurements.status_code, 'not_measured')
        end as status_code,
        latest_measurements.is_synthetic

    from targets
    left join latest_measurements
        on
            targets.plan_code = latest_measurements.plan_code
            and targets.indicator_number = latest_measurements.indicator_number

)

select * from rpt_indicator_progress
