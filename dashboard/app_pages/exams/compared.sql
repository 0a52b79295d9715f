-- from: shared_series
-- Medians of schools of the plan beside those of other plans, of the same exam,
-- measure, subject and school year. Every school weighs the same; figures that can be
-- read in more than one way, and those of few schools, are left out.
with sides as (
    select
        results.exam_code,
        results.measure_code,
        results.subject_code,
        results.school_year,
        any_value(results.unit_code) as unit_code,
        any_value(
            if($language = 'en', results.subject_name_en, results.subject_name_lt)
        ) as subject_name,
        min(results.subject_order) as subject_order,
        count(*) filter (results.plan_code = $plan) as own_count,
        count(*) filter (results.plan_code <> $plan) as other_count,
        cast(
            median(results.value) filter (results.plan_code = $plan) as decimal(18, 2)
        ) as own_value,
        cast(
            median(results.value) filter (results.plan_code <> $plan)
            as decimal(18, 2)
        ) as other_value,
        bool_or(results.is_synthetic) as is_synthetic
    from reports.rpt_exam_result as results
    inner join shared_series
        using (exam_code, measure_code, subject_code, school_year)
    where
        (
            results.plan_code = $plan
            or list_contains($others::varchar[], results.plan_code)
        )
        and not results.is_ambiguous
        and results.value is not null
    group by
        results.exam_code,
        results.measure_code,
        results.subject_code,
        results.school_year
)

select
    *,
    own_value - other_value as difference_value
from sides
order by abs(difference_value) desc, exam_code, subject_order
