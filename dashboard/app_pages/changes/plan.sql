select plan_code
from reports.rpt_plan
where plan_code = $plan
