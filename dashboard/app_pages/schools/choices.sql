select distinct school_role
from reports.rpt_school
where plan_code = $plan
order by school_role desc
