select *
from reports.rpt_plan
where plan_code = $plan
