select
    sum(printed_net_eur) as printed_net_eur,
    sum(in_force_net_eur) as in_force_net_eur,
    sum(executed_net_eur) as executed_net_eur,
    cast(sum(executed_net_eur) / nullif(sum(in_force_net_eur), 0) as double)
        as executed_ratio,
    count(*) as activity_count,
    count(*) filter (executed_net_eur is null) as unpaid_count,
    max(reported_until_date) as reported_until_date
from reports.rpt_activity_absorption
where plan_code = $plan
