-- from: naming_activities
-- Policy areas of indicators, by the costs of activities that name them; one that names
-- none follows its nearest parent. One row per indicator and policy area.
select distinct
    links.indicator_number,
    costs.policy_area_code
from marts.fct_planned_cost as costs
inner join naming_activities
    on costs.activity_key = naming_activities.activity_key
inner join marts.bridge_activity_indicator as links
    on naming_activities.naming_key = links.activity_key
where costs.plan_code = $plan
