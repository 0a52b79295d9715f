-- How far chosen indicators have come from baseline to target, held against the
-- straight line between them on the day of the latest measurement. What cannot be told
-- has a name of its own, never a zero. Only values of the whole municipality count.
-- The forecast goes on at the pace from the baseline to that measurement; a share of
-- which there is none is no forecast.
-- Grain: one row per plan and chosen indicator.
with

targets as (

    select * from marts.fct_indicator_target

),

numbered_measurements as (

    select
        *,
        row_number() over (
            partition by plan_code, indicator_number
            order by measured_date desc, period_end_date desc
        ) as recency_rank

    from reports.rpt_measurement

    where school_code is null and value is not null

),

latest_measurements as (

    select * from numbered_measurements

    where recency_rank = 1

),

forecasts as (

    select
        *,
        -- The way gone so far, as many times as its time fits into the whole.
        case
            when expected_ratio > 0 and expected_ratio < 1
                then
                    cast(
                        cast(
                            baseline_value
                            + (target_value - baseline_value)
                            * cast(progress_ratio as double) / expected_ratio
                            as decimal(28, 6)
                        )
                        as decimal(18, 2)
                    )
        end as pace_value

    from latest_measurements

),

rpt_indicator_progress as (

    select
        targets.plan_code,
        targets.indicator_number,
        forecasts.value as actual_value,
        forecasts.value_status as actual_status,
        forecasts.period as actual_period,
        forecasts.measured_date as actual_date,
        forecasts.is_synthetic,
        forecasts.progress_ratio,
        forecasts.expected_ratio,
        case
            when targets.target_in_force_value is null then 'no_target'
            else coalesce(forecasts.status_code, 'not_measured')
        end as status_code,
        case
            when
                coalesce(forecasts.unit_code, 'none') <> 'percent'
                or forecasts.pace_value between 0 and 100
                then forecasts.pace_value
        end as forecast_value

    from targets
    left join forecasts
        on
            targets.plan_code = forecasts.plan_code
            and targets.indicator_number = forecasts.indicator_number

)

select * from rpt_indicator_progress
