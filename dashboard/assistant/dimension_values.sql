-- What figures of a plan may be narrowed to beyond what filters of pages offer: one row
-- per parameter and code.
select
    'area' as name,
    policy_area_code as code,
    if($language = 'en', policy_area_name_en, policy_area_name_lt) as label,
    sort_order as place
from marts.dim_policy_area
union all
select
    'school',
    school_code,
    school_name,
    sort_order
from marts.dim_school
where plan_code = $plan
union all
select
    'code',
    school_code,
    school_name,
    sort_order
from marts.dim_school
where plan_code = $plan
union all
select
    'key',
    activity_key,
    concat(activity_number, '. ', activity_title),
    activity_order
from reports.rpt_activity
where plan_code = $plan
union all
select distinct
    'school_role',
    school_role,
    null,
    0
from reports.rpt_school
where plan_code = $plan
union all
select distinct
    'series',
    concat_ws('/', exam_code, measure_code, subject_code),
    null,
    0
from reports.rpt_exam_spread
where plan_code = $plan
order by name, place, code
