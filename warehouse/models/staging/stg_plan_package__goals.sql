-- Goals of plans.
-- Grain: one row per plan and goal.
with

goals as (

    select * from raw.plan_package__goals

),

stg_plan_package__goals as (

    select
        plan_code,
        goal_number,
        title as goal_title,
        source_line,
        _source_document_key as source_document_key

    from goals

)

select * from stg_plan_package__goals
