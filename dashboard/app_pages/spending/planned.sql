-- from: kept
select
    costs.*,
    if($language = 'en', costs.policy_area_name_en, costs.policy_area_name_lt)
        as area_name,
    if($language = 'en', costs.cost_category_name_en, costs.cost_category_name_lt)
        as category_name,
    if(
        $language = 'en',
        costs.cost_category_short_name_en,
        costs.cost_category_short_name_lt
    ) as category_short_name
from reports.rpt_planned_cost as costs
semi join kept using (activity_key, policy_area_code)
