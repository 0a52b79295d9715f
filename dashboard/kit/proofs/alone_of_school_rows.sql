-- Costs in force of counted activities that a school carries out alone.
-- One row per activity row and policy area.
select
    'activity' as item_kind,
    costs.activity_key as item,
    concat(activities.activity_number, ' ', activities.title) as item_name,
    if(
        $language = 'en', areas.policy_area_name_en, areas.policy_area_name_lt
    ) as part_name,
    costs.net_eur as amount,
    cast(null as varchar) as file_name,
    cast(costs.source_line as varchar) as places
from marts.fct_cost_in_force as costs
inner join marts.dim_activity as activities
    on costs.activity_key = activities.activity_key
inner join marts.dim_policy_area as areas
    on costs.policy_area_code = areas.policy_area_code
where
    costs.plan_code = $plan
    and activities.cost_role = 'counted'
    and costs.activity_key in (
        select activity_key
        from marts.bridge_activity_school
        where role = 'implementing'
        group by activity_key
        having count(*) = 1 and any_value(school_code) = $school_code
    )
order by activities.sort_order, areas.sort_order
