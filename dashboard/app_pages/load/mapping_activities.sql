select
    activity_number,
    any_value(activity_title) as title
from reports.rpt_activity
where plan_code = $plan
group by activity_number
order by min(activity_order)
