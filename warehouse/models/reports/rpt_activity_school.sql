-- Schools of an activity and what they do in it.
-- Grain: one row per activity row, school and role.
with

activity_schools as (

    select * from marts.bridge_activity_school

),

schools as (

    select * from marts.dim_school

),

rpt_activity_school as (

    select
        activity_schools.plan_code,
        activity_schools.activity_key,
        activity_schools.school_code,
        schools.school_name,
        schools.sort_order as school_order,
        activity_schools.role

    from activity_schools
    inner join schools
        on
            activity_schools.plan_code = schools.plan_code
            and activity_schools.school_code = schools.school_code

)

select * from rpt_activity_school
