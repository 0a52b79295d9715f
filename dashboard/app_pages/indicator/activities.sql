select
    *,
    sum(net_eur) over () as all_net_eur,
    count(*) filter (is_counted) over () as counted_count
from reports.rpt_indicator_cost
where plan_code = $plan and indicator_number = $indicator
order by net_eur desc nulls last, sort_order
