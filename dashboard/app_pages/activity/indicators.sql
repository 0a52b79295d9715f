select
    indicator_number,
    indicator_name
from reports.rpt_activity_indicator
where activity_key = $activity
order by indicator_order
