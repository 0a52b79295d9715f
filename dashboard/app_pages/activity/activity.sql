select
    activities.*,
    if(
        $language = 'en',
        activities.cost_category_name_en,
        activities.cost_category_name_lt
    ) as category_name,
    plans.first_activity_date as plan_start_date,
    plans.last_activity_date as plan_end_date,
    plans.end_date as plan_last_date,
    plans.reported_until_date
from reports.rpt_activity as activities
inner join reports.rpt_plan as plans on activities.plan_code = plans.plan_code
where activities.activity_key = $activity
