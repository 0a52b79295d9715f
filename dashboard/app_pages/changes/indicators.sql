select *
from reports.rpt_indicator
where plan_code = $plan and is_chosen
order by sort_order, indicator_number
