-- Planned costs of activities that a school implements, alone or with others.
select
    'activity' as item_kind,
    activities.activity_key as item,
    concat(activities.activity_number, ' ', activities.title) as item_name,
    cast(null as varchar) as part_name,
    sum(costs.net_eur) as amount,
    cast(null as varchar) as file_name,
    cast(activities.source_line as varchar) as places
from marts.bridge_activity_school as schools
inner join marts.dim_activity as activities
    on schools.activity_key = activities.activity_key
inner join marts.fct_planned_cost as costs
    on activities.activity_key = costs.activity_key
where
    schools.plan_code = $plan
    and schools.school_code = $school_code
    and schools.role = 'implementing'
group by all
order by any_value(activities.sort_order)
