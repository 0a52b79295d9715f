select
    other_school_code as school_code,
    other_school_name as school_name,
    other_school_role as school_role,
    shared_count,
    narrow_count
from reports.rpt_school_pair
where plan_code = $plan and school_code = $school_code
order by narrow_count desc, shared_count desc, other_order
