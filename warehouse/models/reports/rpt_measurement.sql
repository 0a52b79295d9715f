-- Measurements of chosen indicators, each held against the straight line from baseline
-- to target on its own day. What cannot be told has a name of its own, never a zero.
-- Values of single schools are not held against the line of the whole municipality.
-- Grain: one row per plan, indicator, period and school that was measured.
with

targets as (

    select * from marts.fct_indicator_target

),

indicators as (

    select * from marts.dim_indicator

),

measured_targets as (

    select
        measurements.*,
        indicators.unit_code,
        targets.baseline_value,
        targets.baseline_date,
        targets.target_in_force_value as target_value,
        targets.target_date,
        -- A zero that may mean "not measured" is no baseline to count from.
        targets.baseline_status = 'final'
        and targets.target_in_force_value <> targets.baseline_value
        and measurements.school_code is null as has_way,
        case
            when
                targets.target_bound = 'at_least'
                or (
                    targets.target_bound = 'exact'
                    and indicators.direction = 'increase'
                )
                then measurements.value >= targets.target_in_force_value
            when
                targets.target_bound = 'at_most'
                or (
                    targets.target_bound = 'exact'
                    and indicators.direction = 'decrease'
                )
                then measurements.value <= targets.target_in_force_value
            else measurements.value = targets.target_in_force_value
        end as is_reached

    from marts.fct_indicator_value as measurements
    inner join indicators
        on
            measurements.plan_code = indicators.plan_code
            and measurements.indicator_number = indicators.indicator_number
    inner join targets
        on
            measurements.plan_code = targets.plan_code
            and measurements.indicator_number = targets.indicator_number

    where measurements.value_kind = 'measurement'

),

progress_ratios as (

    select
        *,
        case
            when has_way
                then
                    cast(value - baseline_value as double)
                    / nullif(target_value - baseline_value, 0)
        end as progress_ratio,
        case
            when has_way and baseline_date < target_date
                then
                    least(
                        greatest(date_diff('day', baseline_date, measured_date), 0)
                        / cast(date_diff('day', baseline_date, target_date) as double),
                        1
                    )
        end as expected_ratio

    from measured_targets

),

rpt_measurement as (

    select
        plan_code,
        indicator_number,
        period,
        period_end_date,
        school_code,
        value,
        unit_code,
        value_status,
        measured_date,
        measured_by,
        baseline_value,
        target_value,
        cast(progress_ratio as double) as progress_ratio,
        cast(expected_ratio as double) as expected_ratio,
        case
            when value is null then 'not_measured'
            when school_code is not null then 'one_school'
            when target_value is null then 'no_target'
            when is_reached then 'reached'
            when expected_ratio is null then 'pace_unknown'
            when progress_ratio >= expected_ratio then 'on_course'
            when progress_ratio >= expected_ratio * 0.5 then 'at_risk'
            else 'off_course'
        end as status_code,
        is_synthetic,
        source_document_key,
        source_line

    from progress_ratios

)

select * from rpt_measurement
