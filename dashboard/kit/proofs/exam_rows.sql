-- Exam figures of the plan that the filters keep: one row per figure.
select
    results.*,
    concat_ws(' ', results.school_code, schools.school_name) as school_title,
    schools.sort_order
from marts.fct_exam_result as results
left join marts.dim_school as schools
    on
        results.plan_code = schools.plan_code
        and results.school_code = schools.school_code
where
    results.plan_code = $plan
    and (
        len($exam::varchar[]) = 0
        or list_contains($exam::varchar[], results.exam_code)
    )
    and (
        len($subject::varchar[]) = 0
        or list_contains($subject::varchar[], results.subject_code)
    )
    and (
        len($school_year::varchar[]) = 0
        or list_contains($school_year::varchar[], results.school_year)
    )
    and (
        len($school::varchar[]) = 0
        or list_contains($school::varchar[], results.school_code)
    )
