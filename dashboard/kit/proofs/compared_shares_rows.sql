-- from: compared_plans
-- Planned costs of the plans that are compared: one row per activity row and area.
select
    'activity' as item_kind,
    costs.activity_key as item,
    concat(activities.activity_number, ' ', activities.title) as item_name,
    costs.plan_code as part_name,
    costs.net_eur as amount,
    compared_plans.is_own,
    (
        len($area::varchar[]) = 0
        or list_contains($area::varchar[], costs.policy_area_code)
    )
    and (
        len($category::varchar[]) = 0
        or list_contains($category::varchar[], activities.cost_category_code)
    ) as is_chosen,
    cast(null as varchar) as file_name,
    cast(costs.source_line as varchar) as places
from marts.fct_planned_cost as costs
inner join compared_plans on costs.plan_code = compared_plans.plan_code
inner join marts.dim_activity as activities
    on costs.activity_key = activities.activity_key
order by compared_plans.is_own desc, costs.plan_code, activities.sort_order
