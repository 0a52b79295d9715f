-- from: absorbed
select
    sum(printed_net_eur) as printed_net_eur,
    sum(in_force_net_eur) as in_force_net_eur,
    sum(approved_net_eur) as approved_net_eur,
    sum(revised_net_eur) as revised_net_eur,
    sum(executed_net_eur) as executed_net_eur,
    sum(executed_net_eur) / nullif(sum(in_force_net_eur), 0) as executed_ratio,
    sum(in_force_net_eur) - coalesce(sum(executed_net_eur), 0) as left_net_eur,
    count(distinct activity_key) as activity_count,
    count(distinct activity_key) filter (executed_net_eur is not null)
        as executed_count,
    (
        select reported_until_date from reports.rpt_plan
        where plan_code = $plan)
        as reported_until_date
from absorbed
