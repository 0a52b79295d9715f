-- Indicators listed in plans, chosen or not.
-- Grain: one row per plan and indicator.
with

indicators as (

    select * from raw.plan_package__indicators

),

stg_plan_package__indicators as (

    select
        plan_code,
        indicator_number,
        name as indicator_name,
        unit as unit_code,
        indicator_group,
        direction,
        is_chosen,
        target_value,
        target_text,
        target_bound,
        source_line,
        _source_document_key as source_document_key

    from indicators

)

select * from stg_plan_package__indicators
