select
    policy_area_code,
    if($language = 'en', policy_area_name_en, policy_area_name_lt) as area_name,
    net_eur,
    cast(net_eur / sum(net_eur) over () as double) as share
from reports.rpt_indicator_policy_area
where plan_code = $plan and indicator_number = $indicator and net_eur > 0
order by net_eur desc, sort_order
