select *
from reports.rpt_task_cost
where plan_code = $plan
order by activity_order
