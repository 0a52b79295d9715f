-- Schools of activities and what they do there.
-- Grain: one row per activity row, school and role.
with

activity_schools as (

    select * from staging.stg_plan_package__activity_schools

),

bridge_activity_school as (

    select
        plan_code,
        activity_key,
        school_code,
        role,
        source_document_key,
        source_line

    from activity_schools

)

select * from bridge_activity_school
