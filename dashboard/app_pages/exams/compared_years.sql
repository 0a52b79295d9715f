-- from: moves
-- Medians of the same schools in the latest school year and in the one before.
select
    *,
    median_value as own_value,
    previous_median as other_value,
    median_value - previous_median as difference_value,
    exists(
        select 1 from reports.rpt_exam_spread as spreads
        where
            spreads.plan_code = $plan
            and spreads.exam_code = moves.exam_code
            and spreads.measure_code = moves.measure_code
            and spreads.school_year in (moves.school_year, moves.previous_year)
            and spreads.is_synthetic
    ) as is_synthetic
from moves
where
    school_count >= 3
    and (
        len($school_year::varchar[]) = 0
        or list_contains($school_year::varchar[], school_year)
    )
order by abs(difference_value) desc, exam_code, measure_code, subject_code
