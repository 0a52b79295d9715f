-- Indicators an activity promises to move.
-- Grain: one row per activity row and indicator.
with

activity_indicators as (

    select * from marts.bridge_activity_indicator

),

indicators as (

    select * from marts.dim_indicator

),

rpt_activity_indicator as (

    select
        activity_indicators.plan_code,
        activity_indicators.activity_key,
        activity_indicators.indicator_number,
        indicators.indicator_name,
        indicators.sort_order as indicator_order

    from activity_indicators
    inner join indicators
        on
            activity_indicators.plan_code = indicators.plan_code
            and activity_indicators.indicator_number = indicators.indicator_number

)

select * from rpt_activity_indicator
