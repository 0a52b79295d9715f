-- The last change of each series; school years are not narrowed: a change needs two.
select
    *,
    if($language = 'en', subject_name_en, subject_name_lt) as subject_name,
    list_contains($school::varchar[], school_code) as is_marked
from reports.rpt_exam_change
where
    plan_code = $plan
    and (len($exam::varchar[]) = 0 or list_contains($exam::varchar[], exam_code))
    and (
        len($subject::varchar[]) = 0
        or list_contains($subject::varchar[], subject_code)
    )
    and change_value is not null
qualify
    school_year = max(school_year) over (
        partition by exam_code, measure_code, subject_code
    )
