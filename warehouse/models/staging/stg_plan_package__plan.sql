-- Plans, with the document they were read from.
-- Grain: one row per plan.
with

plan as (

    select * from raw.plan_package__plan

),

stg_plan_package__plan as (

    select
        plan_code,
        municipality_code,
        municipality_name,
        title as plan_title,
        programme_code,
        currency as currency_code,
        document_name,
        document_sha256,
        _source_document_key as source_document_key

    from plan

)

select * from stg_plan_package__plan
