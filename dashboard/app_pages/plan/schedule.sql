select *
from reports.rpt_activity_absorption
where plan_code = $plan and in_force_net_eur is not null
order by in_force_net_eur desc, activity_order
