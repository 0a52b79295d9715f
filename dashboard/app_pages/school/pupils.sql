select
    school_year,
    pupil_count,
    updated_date
from reports.rpt_school_pupil_count
where plan_code = $plan and school_code = $school_code
order by school_year desc
