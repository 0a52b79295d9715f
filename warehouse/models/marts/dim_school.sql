-- Schools of plans: those that take part and those of the network.
-- Grain: one row per plan and school.
with

schools as (

    select * from staging.stg_plan_package__schools

),

dim_school as (

    select
        plan_code,
        school_code,
        school_name,
        school_role,
        row_number() over (
            partition by plan_code
            order by
                case when school_role = 'participant' then 0 else 1 end,
                substr(school_code, 1, 1) nulls last,
                cast(substr(school_code, 2) as integer) nulls last
        ) as sort_order,
        source_document_key,
        source_line

    from schools

)

select * from dim_school
