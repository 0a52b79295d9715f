-- Tasks of activities that the plan does not list.
select
    bridge.activity_key,
    bridge.task_number,
    bridge.source_line

from marts.bridge_activity_task as bridge
left join marts.dim_task as listed_tasks
    on
        bridge.plan_code = listed_tasks.plan_code
        and bridge.task_number = listed_tasks.task_number

where listed_tasks.task_number is null
