-- Tasks of plans with the goal each serves.
-- Grain: one row per plan and task.
with

tasks as (

    select * from staging.stg_plan_package__tasks

),

dim_task as (

    select
        plan_code,
        task_number,
        task_title,
        split_part(task_number, '.', 1) as goal_number,
        cast(split_part(task_number, '.', 1) as integer) * 100
        + cast(split_part(task_number, '.', 2) as integer) as sort_order,
        source_document_key,
        source_line

    from tasks

)

select * from dim_task
