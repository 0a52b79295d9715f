-- Tasks of the goals of plans.
-- Grain: one row per plan and task.
with

tasks as (

    select * from raw.plan_package__tasks

),

stg_plan_package__tasks as (

    select
        plan_code,
        task_number,
        title as task_title,
        source_line,
        _source_document_key as source_document_key

    from tasks

)

select * from stg_plan_package__tasks
