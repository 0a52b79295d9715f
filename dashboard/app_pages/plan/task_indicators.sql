select *
from reports.rpt_task_indicator
where plan_code = $plan
order by task_number, indicator_order
