-- Tasks an activity serves.
-- Grain: one row per activity row and task.
with

activity_tasks as (

    select * from marts.bridge_activity_task

),

tasks as (

    select * from marts.dim_task

),

rpt_activity_task as (

    select
        activity_tasks.plan_code,
        activity_tasks.activity_key,
        activity_tasks.task_number,
        tasks.task_title

    from activity_tasks
    left join tasks
        on
            activity_tasks.plan_code = tasks.plan_code
            and activity_tasks.task_number = tasks.task_number

)

select * from rpt_activity_task
