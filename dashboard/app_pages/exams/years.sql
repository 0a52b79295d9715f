with counts as (
    select
        plan_code,
        exam_code,
        measure_code,
        subject_code,
        school_year,
        sum(candidates_count) as candidates_count,
        count(*) filter (is_small_group) as withheld_count
    from reports.rpt_exam_result
    where plan_code = $plan
    group by all
)

select
    spreads.*,
    if($language = 'en', subject_name_en, subject_name_lt) as subject_name,
    counts.candidates_count,
    counts.withheld_count,
    count(*) over (
        partition by exam_code, measure_code, subject_code
    ) as year_count
from reports.rpt_exam_spread as spreads
inner join counts
    using (plan_code, exam_code, measure_code, subject_code, school_year)
where
    (len($exam::varchar[]) = 0 or list_contains($exam::varchar[], exam_code))
    and (
        len($subject::varchar[]) = 0 or list_contains($subject::varchar[], subject_code)
    )
    and (
        len($school_year::varchar[]) = 0
        or list_contains($school_year::varchar[], school_year)
    )
    and unit_code = 'percent'
    and median_value is not null
qualify year_count > 2
order by exam_order, measure_code, subject_order, school_year
