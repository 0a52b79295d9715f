select
    role,
    school_code,
    school_name
from reports.rpt_activity_school
where activity_key = $activity
order by school_order
