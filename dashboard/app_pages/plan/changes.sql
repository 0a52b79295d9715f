select *
from reports.rpt_plan_change
where plan_code = $plan
order by version_number, item, item_order
