-- from: chosen
-- Costs after decisions of the council: one row per activity row and policy area.
select
    'activity' as item_kind,
    chosen.activity_key as item,
    concat(chosen.activity_number, ' ', chosen.activity_title) as item_name,
    chosen.area_name as part_name,
    costs.policy_area_code,
    costs.cost_category_code,
    costs.net_eur as amount,
    if(
        documents.source_kind = 'plan_package', null, documents.source_name
    ) as file_name,
    cast(costs.source_line as varchar) as places
from marts.fct_cost_in_force as costs
inner join chosen
    on
        costs.activity_key = chosen.activity_key
        and costs.policy_area_code = chosen.policy_area_code
left join marts.dim_source_document as documents
    on costs.source_document_key = documents.source_document_key
order by chosen.activity_order, chosen.activity_key, chosen.policy_area_order
