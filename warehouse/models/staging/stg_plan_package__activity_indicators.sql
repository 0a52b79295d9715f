-- Indicators that activities promise to move.
-- Grain: one row per activity row and indicator.
with

activity_indicators as (

    select * from raw.plan_package__activity_indicators

),

stg_plan_package__activity_indicators as (

    select
        plan_code,
        concat_ws(':', plan_code, activity_number, occurrence) as activity_key,
        activity_number,
        occurrence,
        indicator_number,
        source_line,
        _source_document_key as source_document_key

    from activity_indicators

)

select * from stg_plan_package__activity_indicators
