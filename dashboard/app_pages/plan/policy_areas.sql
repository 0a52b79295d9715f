select
    areas.policy_area_code,
    if($language = 'en', areas.policy_area_name_en, areas.policy_area_name_lt)
        as area_name,
    if($language = 'en', areas.description_en, areas.description_lt) as description,
    sum(costs.net_eur) as net_eur
from marts.dim_policy_area as areas
left join reports.rpt_planned_cost as costs
    on
        areas.policy_area_code = costs.policy_area_code
        and costs.plan_code = $plan
group by
    areas.policy_area_code,
    areas.policy_area_name_lt,
    areas.policy_area_name_en,
    areas.description_lt,
    areas.description_en
having areas.policy_area_code <> 'unassigned' or sum(costs.net_eur) is not null
order by any_value(areas.sort_order)
