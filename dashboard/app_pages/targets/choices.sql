select
    'group' as name,
    indicator_group as code,
    null as label,
    min(sort_order) as place
from reports.rpt_indicator
where plan_code = $plan
group by indicator_group
union all
select
    'direction',
    direction,
    null,
    min(sort_order)
from reports.rpt_indicator
where plan_code = $plan and direction is not null
group by direction
union all
select
    'status',
    status_code,
    null,
    min(sort_order)
from reports.rpt_indicator
where plan_code = $plan
group by status_code
union all
select
    'area',
    policy_area_code,
    any_value(if($language = 'en', policy_area_name_en, policy_area_name_lt)),
    min(sort_order)
from reports.rpt_indicator_policy_area
where plan_code = $plan
group by policy_area_code
order by name, place, code
