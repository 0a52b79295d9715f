-- Tasks that activities serve.
-- Grain: one row per activity row and task.
with

activity_tasks as (

    select * from staging.stg_plan_package__activity_tasks

),

bridge_activity_task as (

    select
        plan_code,
        activity_key,
        task_number,
        source_document_key,
        source_line

    from activity_tasks

)

select * from bridge_activity_task
