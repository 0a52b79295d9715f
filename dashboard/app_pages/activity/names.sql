select
    activity_key,
    activity_number || '. ' || activity_title as activity_name
from reports.rpt_activity
where plan_code = $plan
order by activity_order
