-- Costs of one activity after decisions: one row per policy area.
select
    'activity' as item_kind,
    costs.activity_key as item,
    concat(activities.activity_number, ' ', activities.title) as item_name,
    if(
        $language = 'en', areas.policy_area_name_en, areas.policy_area_name_lt
    ) as part_name,
    costs.net_eur as amount,
    if(
        documents.source_kind = 'plan_package', null, documents.source_name
    ) as file_name,
    cast(costs.source_line as varchar) as places
from marts.fct_cost_in_force as costs
inner join marts.dim_activity as activities
    on costs.activity_key = activities.activity_key
inner join marts.dim_policy_area as areas
    on costs.policy_area_code = areas.policy_area_code
left join marts.dim_source_document as documents
    on costs.source_document_key = documents.source_document_key
where costs.activity_key = $activity
order by areas.sort_order
