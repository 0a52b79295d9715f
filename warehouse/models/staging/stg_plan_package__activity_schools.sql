-- Schools of activities.
-- Grain: one row per activity row, school and role.
with

activity_schools as (

    select * from raw.plan_package__activity_schools

),

stg_plan_package__activity_schools as (

    select
        plan_code,
        concat_ws(':', plan_code, activity_number, occurrence) as activity_key,
        activity_number,
        occurrence,
        school_code,
        role,
        source_line,
        _source_document_key as source_document_key

    from activity_schools

)

select * from stg_plan_package__activity_schools
