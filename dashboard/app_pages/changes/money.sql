select *
from reports.rpt_activity_absorption
where plan_code = $plan
order by activity_order, activity_key
