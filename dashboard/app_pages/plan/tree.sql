select *
from reports.rpt_plan_tree
where plan_code = $plan
order by sort_order
