-- Indicators that activities promise to move.
-- Grain: one row per activity row and indicator.
with

activity_indicators as (

    select * from staging.stg_plan_package__activity_indicators

),

bridge_activity_indicator as (

    select
        plan_code,
        activity_key,
        indicator_number,
        source_document_key,
        source_line

    from activity_indicators

)

select * from bridge_activity_indicator
