-- How much is known of the indicators of a plan.
-- Grain: one row per plan and status.
with

indicators as (

    select * from marts.dim_indicator

),

targets as (

    select * from marts.fct_indicator_target

),

measured_indicators as (

    select distinct
        plan_code,
        indicator_number

    from marts.fct_indicator_value

    where
        value_kind = 'measurement'
        and value is not null

),

indicator_statuses as (

    select
        indicators.plan_code,
        case
            when not indicators.is_chosen then 'not_chosen'
            when measured_indicators.indicator_number is not null then 'measured'
            when targets.baseline_status = 'final' then 'baseline_known'
            when targets.baseline_status = 'unclear' then 'baseline_unclear'
            else 'baseline_unknown'
        end as status_code

    from indicators
    left join targets
        on
            indicators.plan_code = targets.plan_code
            and indicators.indicator_number = targets.indicator_number
    left join measured_indicators
        on
            indicators.plan_code = measured_indicators.plan_code
            and indicators.indicator_number = measured_indicators.indicator_number

),

rpt_indicator_status as (

    select
        plan_code,
        status_code,
        count(*) as indicator_count

    from indicator_statuses

    group by
        plan_code,
        status_code

)

select * from rpt_indicator_status
