-- How far chosen indicators have come from baseline to target, held against the
-- straight line between them on the day of the measurement. What cannot be told has a
-- name of its own, never a zero. Only values of the whole municipality count.
-- Grain: one row per plan and chosen indicator.
with

targets as (

    select * from marts.fct_indicator_target

),

indicators as (

    select * from marts.dim_indicator

),

ranked_measurements as (

    select
        *,
        row_number() over (
            partition by plan_code, indicator_number
            order by measured_date desc, period_end_date desc
        ) as measurement_rank

    from marts.fct_indicator_value

    where
        value_kind = 'measurement'
        and school_code is null
        and value is not null

),

measured_targets as (

    select
        targets.*,
        indicators.direction,
        ranked_measurements.value as actual_value,
        ranked_measurements.value_status as actual_status,
        ranked_measurements.period as actual_period,
        ranked_measurements.measured_date as actual_date,
        ranked_measurements.is_synthetic,
        -- A zero that may mean "not measured" is no baseline to count from.
        targets.baseline_status = 'final'
        and targets.target_value <> targets.baseline_value as has_way,
        case
            when targets.target_bound = 'at_least' or indicators.direction = 'increase'
                then ranked_measurements.value >= targets.target_value
            when targets.target_bound = 'at_most' or indicators.direction = 'decrease'
                then ranked_measurements.value <= targets.target_value
            else ranked_measurements.value = targets.target_value
        end as is_reached

    from targets
    inner join indicators
        on
            targets.plan_code = indicators.plan_code
            and targets.indicator_number = indicators.indicator_number
    left join ranked_measurements
        on
            targets.plan_code = ranked_measurements.plan_code
            and targets.indicator_number = ranked_measurements.indicator_number
            and ranked_measurements.measurement_rank = 1

),

progress_ratios as (

    select
        *,
        case
            when has_way
                then
                    (actual_value - baseline_value)
                    / nullif(target_value - baseline_value, 0)
        end as progress_ratio,
        case
            when has_way and baseline_date < target_date
                then
                    least(
                        greatest(date_diff('day', baseline_date, actual_date), 0)
                        / date_diff('day', baseline_date, target_date),
                        1
                    )
        end as expected_ratio

    from measured_targets

),

rpt_indicator_progress as (

    select
        plan_code,
        indicator_number,
        actual_value,
        actual_status,
        actual_period,
        actual_date,
        cast(progress_ratio as double) as progress_ratio,
        cast(expected_ratio as double) as expected_ratio,
        case
            when target_value is null then 'no_target'
            when actual_value is null then 'not_measured'
            when is_reached then 'reached'
            when expected_ratio is null then 'pace_unknown'
            when progress_ratio >= expected_ratio then 'on_course'
            when progress_ratio >= expected_ratio / 2 then 'at_risk'
            else 'off_course'
        end as status_code,
        is_synthetic

    from progress_ratios

)

select * from rpt_indicator_progress
