select *
from reports.rpt_finding
where plan_code = $plan
order by severity_order, finding_number
