-- Series and school years that the filters keep, of all schools: one row per exam,
-- measure, subject and school year.
select
    *,
    if($language = 'en', subject_name_en, subject_name_lt) as subject_name,
    if($language = 'en', exam_name_en, exam_name_lt) as exam_name
from reports.rpt_exam_spread
where
    plan_code = $plan
    and (len($exam::varchar[]) = 0 or list_contains($exam::varchar[], exam_code))
    and (
        len($subject::varchar[]) = 0
        or list_contains($subject::varchar[], subject_code)
    )
    and (
        len($school_year::varchar[]) = 0
        or list_contains($school_year::varchar[], school_year)
    )
