select *
from reports.rpt_plan_version
where plan_code = $plan
order by version_number
