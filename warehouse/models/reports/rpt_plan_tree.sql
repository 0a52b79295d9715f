-- Goals and tasks of plans with the activities that serve them: how many, how dear, and
-- how much of it serves nothing else on the same level. Within a row each activity is
-- told once; amounts of two rows overlap. A goal without tasks and a task without
-- activities stand with a zero count.
-- Grain: one row per plan and goal, and per plan, goal and task.
with

goals as (

    select * from marts.dim_goal

),

tasks as (

    select * from marts.dim_task

),

served as (

    select distinct
        plan_code,
        goal_number,
        activity_key,
        net_eur

    from reports.rpt_task_cost

    where goal_number is not null

),

goal_counts as (

    select
        *,
        count(*) over (partition by activity_key) as goal_count

    from served

),

goal_sums as (

    select
        plan_code,
        goal_number,
        count(*) as activity_count,
        sum(net_eur) as net_eur,
        sum(net_eur) filter (where goal_count = 1) as sole_net_eur

    from goal_counts

    group by plan_code, goal_number

),

task_sums as (

    select
        plan_code,
        task_number,
        count(*) as activity_count,
        sum(net_eur) as net_eur,
        sum(net_eur) filter (where task_count = 1) as sole_net_eur

    from reports.rpt_task_cost

    where task_number is not null

    group by plan_code, task_number

),

rpt_plan_tree as (

    select
        goals.plan_code,
        goals.goal_number,
        cast(null as string) as task_number,
        goals.goal_title as title,
        goals.sort_order * 100 as sort_order,
        coalesce(goal_sums.activity_count, 0) as activity_count,
        goal_sums.net_eur,
        goal_sums.sole_net_eur,
        goals.source_line

    from goals
    left join goal_sums
        on
            goals.plan_code = goal_sums.plan_code
            and goals.goal_number = goal_sums.goal_number

    union all

    select
        tasks.plan_code,
        tasks.goal_number,
        tasks.task_number,
        tasks.task_title as title,
        tasks.sort_order,
        coalesce(task_sums.activity_count, 0) as activity_count,
        task_sums.net_eur,
        task_sums.sole_net_eur,
        tasks.source_line

    from tasks
    left join task_sums
        on
            tasks.plan_code = task_sums.plan_code
            and tasks.task_number = task_sums.task_number

)

select * from rpt_plan_tree
