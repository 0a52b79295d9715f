select
    indicator_number,
    if(is_chosen, indicator_number || '. ', '') || indicator_name as indicator_name
from reports.rpt_indicator
where plan_code = $plan
order by sort_order
