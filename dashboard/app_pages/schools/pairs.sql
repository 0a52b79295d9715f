-- Schools that take part in the plan, with each school they meet.
select
    school_code,
    other_school_code,
    other_school_role,
    school_order,
    other_order,
    shared_count,
    narrow_count
from reports.rpt_school_pair
where plan_code = $plan and school_role = 'participant'
order by school_order, other_order
