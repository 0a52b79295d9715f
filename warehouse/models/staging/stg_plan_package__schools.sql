-- Schools of plans.
-- Grain: one row per plan and school.
with

schools as (

    select * from raw.plan_package__schools

),

stg_plan_package__schools as (

    select
        plan_code,
        school_code,
        name as school_name,
        role as school_role,
        source_line,
        _source_document_key as source_document_key

    from schools

)

select * from stg_plan_package__schools
