select
    task_number,
    task_title
from reports.rpt_activity_task
where activity_key = $activity
order by task_number
