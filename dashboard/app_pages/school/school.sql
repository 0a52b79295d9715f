select
    schools.*,
    plans.activity_count as plan_activity_count
from reports.rpt_school as schools
inner join reports.rpt_plan as plans on schools.plan_code = plans.plan_code
where schools.plan_code = $plan and schools.school_code = $school_code
