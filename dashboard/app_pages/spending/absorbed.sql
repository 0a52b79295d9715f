-- from: kept
select
    amounts.*,
    if($language = 'en', amounts.policy_area_name_en, amounts.policy_area_name_lt)
        as area_name,
    if(
        $language = 'en',
        amounts.cost_category_short_name_en,
        amounts.cost_category_short_name_lt
    ) as category_name
from reports.rpt_absorption as amounts
semi join kept using (activity_key, policy_area_code)
