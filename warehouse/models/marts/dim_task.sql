-- Tasks of plans with the goal each serves.
-- Grain: one row per plan and task.
with

tasks as (

    select * from staging.stg_plan_package__tasks

),

goals as (

    select * from staging.stg_plan_package__goals

),

numbered_tasks as (

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

),

dim_task as (

    select
        numbered_tasks.plan_code,
        numbered_tasks.task_number,
        numbered_tasks.task_title,
        numbered_tasks.goal_number,
        goals.goal_title,
        numbered_tasks.sort_order,
        numbered_tasks.source_document_key,
        numbered_tasks.source_line

    from numbered_tasks
    left join goals
        on
            numbered_tasks.plan_code = goals.plan_code
            and numbered_tasks.goal_number = goals.goal_number

)

select * from dim_task
