-- The last school year of each series in which the plan and the other plans have at
-- least three schools each: one row per exam, measure and subject.
with counted_schools as (
    select
        exam_code,
        measure_code,
        subject_code,
        school_year,
        coalesce(sum(school_count) filter (plan_code = $plan), 0) as own_count,
        coalesce(sum(school_count) filter (plan_code <> $plan), 0) as other_count
    from reports.rpt_exam_spread
    where
        (plan_code = $plan or list_contains($others::varchar[], plan_code))
        and (len($exam::varchar[]) = 0 or list_contains($exam::varchar[], exam_code))
        and (
            len($subject::varchar[]) = 0
            or list_contains($subject::varchar[], subject_code)
        )
        and (
            len($school_year::varchar[]) = 0
            or list_contains($school_year::varchar[], school_year)
        )
    group by exam_code, measure_code, subject_code, school_year
)

select
    exam_code,
    measure_code,
    subject_code,
    max(school_year) as school_year
from counted_schools
where least(own_count, other_count) >= 3
group by exam_code, measure_code, subject_code
