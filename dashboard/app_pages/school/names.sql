select
    school_code,
    concat_ws(' ', school_code, school_name) as school_label
from reports.rpt_school
where plan_code = $plan
order by school_order
