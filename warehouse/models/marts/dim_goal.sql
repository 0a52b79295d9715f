-- Goals of plans, in order of print.
-- Grain: one row per plan and goal.
with

goals as (

    select * from staging.stg_plan_package__goals

),

dim_goal as (

    select
        plan_code,
        goal_number,
        goal_title,
        cast(goal_number as integer) as sort_order,
        source_document_key,
        source_line

    from goals

)

select * from dim_goal
