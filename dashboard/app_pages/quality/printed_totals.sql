select *
from reports.rpt_plan_total
where plan_code = $plan
order by total_order
