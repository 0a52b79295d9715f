-- Horizontal principles of plans, in order of print.
-- Grain: one row per plan and principle.
with

horizontal_principles as (

    select * from raw.plan_package__horizontal_principles

),

stg_plan_package__horizontal_principles as (

    select
        plan_code,
        principle_number,
        name as principle_name,
        activities_text,
        source_line,
        _source_document_key as source_document_key

    from horizontal_principles

)

select * from stg_plan_package__horizontal_principles
