-- Activities under tasks they serve, with what is planned for them. An activity
-- serves several tasks: amounts of two tasks overlap and are never added. An activity
-- that names no task follows its nearest parent that does (`is_inherited`); one that
-- still has none stands without a task, so that no money of the plan is left out.
-- Grain: one row per plan, task (or none) and activity row that counts.
with

activities as (

    select * from marts.dim_activity

),

links as (

    select * from marts.bridge_activity_task

),

naming as (

    select distinct activity_key

    from links

),

planned_costs as (

    select
        activity_key,
        sum(net_eur) as net_eur

    from marts.fct_planned_cost

    group by activity_key

),

ranked_activities as (

    select
        activities.activity_key,
        ancestors.activity_key as naming_activity_key,
        row_number() over (
            partition by activities.activity_key
            order by
                if(ancestors.activity_key = activities.activity_key, 0, 1),
                length(ancestors.activity_number) desc,
                ancestors.occurrence nulls last
        ) as nearness_rank

    from activities
    inner join activities as ancestors
        on
            activities.plan_code = ancestors.plan_code
            and (
                activities.activity_key = ancestors.activity_key
                or activities.activity_number
                like ancestors.activity_number || '.%'
            )
    inner join naming
        on ancestors.activity_key = naming.activity_key

),

naming_activities as (

    select
        activity_key,
        naming_activity_key

    from ranked_activities

    where nearness_rank = 1

),

rpt_task_cost as (

    select
        activities.plan_code,
        links.task_number,
        plan_tasks.goal_number,
        activities.activity_key,
        activities.activity_number,
        activities.title as activity_title,
        activities.sort_order as activity_order,
        coalesce(
            naming_activities.naming_activity_key <> activities.activity_key, false
        )
            as is_inherited,
        count(links.task_number) over (partition by activities.activity_key)
            as task_count,
        planned_costs.net_eur

    from activities
    left join naming_activities
        on activities.activity_key = naming_activities.activity_key
    left join links
        on naming_activities.naming_activity_key = links.activity_key
    left join marts.dim_task as plan_tasks
        on
            links.plan_code = plan_tasks.plan_code
            and links.task_number = plan_tasks.task_number
    left join planned_costs
        on activities.activity_key = planned_costs.activity_key

    where activities.is_counted

)

select * from rpt_task_cost
