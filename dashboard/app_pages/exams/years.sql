-- from: chosen_series
select
    *,
    count(*) over (
        partition by exam_code, measure_code, subject_code
    ) as year_count
from chosen_series
where
    unit_code = 'percent'
    and median_value is not null
    and (
        len($measures::varchar[]) = 0
        or list_contains($measures::varchar[], concat_ws('/', exam_code, measure_code))
    )
qualify year_count > 2
order by exam_order, measure_code, subject_order, school_year
