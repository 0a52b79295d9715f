select
    count(*) as listed_count,
    count(*) filter (is_chosen) as chosen_count
from reports.rpt_indicator
where plan_code = $plan
