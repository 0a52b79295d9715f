-- Which figures the filters keep, of all schools; `is_marked` is a school that was
-- asked for. One row per school, exam, subject and school year.
select
    *,
    if($language = 'en', series_break_en, series_break_lt) as series_break,
    list_contains($school::varchar[], school_code) as is_marked
from reports.rpt_exam_coverage
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
