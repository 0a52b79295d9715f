select
    'exam' as name,
    exam_code as code,
    exam_code as label,
    min(exam_order) as place
from reports.rpt_exam_coverage
where plan_code = $plan
group by exam_code
union all
select
    'subject',
    subject_code,
    any_value(if($language = 'en', subject_name_en, subject_name_lt)),
    min(subject_order)
from reports.rpt_exam_coverage
where plan_code = $plan
group by subject_code
union all
select
    'school_year',
    school_year as code,
    school_year as label,
    -min(cast(left(school_year, 4) as int))
from reports.rpt_exam_coverage
where plan_code = $plan
group by school_year
union all
select
    'school',
    school_code,
    concat_ws(' · ', school_code, any_value(school_name)),
    min(school_order)
from reports.rpt_exam_coverage
where plan_code = $plan
group by school_code
order by name, place, code
