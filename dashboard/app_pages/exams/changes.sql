-- The last change of one series, school by school.
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
    and is_last
    and concat_ws('/', exam_code, measure_code, subject_code) = $series
order by school_order
