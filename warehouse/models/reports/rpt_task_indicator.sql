-- Indicators that the activities of a task should move.
-- Grain: one row per plan, task and indicator.
with

task_activities as (

    select * from reports.rpt_task_cost

    where task_number is not null

),

rpt_task_indicator as (

    select
        task_activities.plan_code,
        task_activities.task_number,
        indicators.indicator_number,
        indicators.indicator_name,
        indicators.sort_order as indicator_order,
        count(distinct task_activities.activity_key) as activity_count

    from task_activities
    inner join reports.rpt_indicator_cost as indicator_costs
        on task_activities.activity_key = indicator_costs.activity_key
    inner join marts.dim_indicator as indicators
        on
            indicator_costs.plan_code = indicators.plan_code
            and indicator_costs.indicator_number = indicators.indicator_number

    group by
        task_activities.plan_code,
        task_activities.task_number,
        indicators.indicator_number,
        indicators.indicator_name,
        indicators.sort_order

)

select * from rpt_task_indicator
