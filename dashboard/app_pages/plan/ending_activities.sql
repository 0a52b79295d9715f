select *
from reports.rpt_activity_absorption
where plan_code = $plan
order by
    in_force_net_eur - coalesce(executed_net_eur, 0) desc nulls last,
    activity_order
