-- Horizontal principles of plans and the activities that serve them, as printed.
-- Grain: one row per plan and principle.
with

horizontal_principles as (

    select * from staging.stg_plan_package__horizontal_principles

),

dim_horizontal_principle as (

    select
        plan_code,
        principle_number,
        principle_name,
        activities_text,
        source_document_key,
        source_line

    from horizontal_principles

)

select * from dim_horizontal_principle
