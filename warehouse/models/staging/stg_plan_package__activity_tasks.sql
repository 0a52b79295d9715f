-- Tasks that activities serve.
-- Grain: one row per activity row and task.
with

activity_tasks as (

    select * from raw.plan_package__activity_tasks

),

stg_plan_package__activity_tasks as (

    select
        plan_code,
        concat_ws(':', plan_code, activity_number, occurrence) as activity_key,
        activity_number,
        occurrence,
        task_number,
        source_line,
        _source_document_key as source_document_key

    from activity_tasks

)

select * from stg_plan_package__activity_tasks
