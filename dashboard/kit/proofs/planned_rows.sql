-- from: chosen
-- Costs as the plan prints them: one row per counted activity row and policy area.
select
    'activity' as item_kind,
    chosen.activity_key as item,
    concat(chosen.activity_number, ' ', chosen.activity_title) as item_name,
    chosen.area_name as part_name,
    costs.policy_area_code,
    costs.cost_category_code,
    costs.net_eur as amount,
    costs.vat_eur,
    cast(null as varchar) as file_name,
    cast(costs.source_line as varchar) as places
from marts.fct_planned_cost as costs
inner join chosen
    on
        costs.activity_key = chosen.activity_key
        and costs.policy_area_code = chosen.policy_area_code
order by chosen.activity_order, chosen.activity_key, chosen.policy_area_order
