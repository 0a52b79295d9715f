select *
from reports.rpt_indicator_end
where plan_code = $plan
order by sort_order
