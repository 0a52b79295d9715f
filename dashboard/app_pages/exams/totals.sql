-- from: chosen_coverage
select
    cast(coalesce(sum(figure_count), 0) as bigint) as row_count,
    count(distinct school_code) as school_count,
    cast(coalesce(sum(ambiguous_count), 0) as bigint) as ambiguous_count,
    count(distinct row(school_code, exam_code, school_year)) filter (
        ambiguous_count > 0
    ) as ambiguous_list_count,
    cast(coalesce(sum(counted_count), 0) as bigint) as counted_count,
    min(series_break) as series_break,
    coalesce(bool_or(is_after_series_break), false) as has_years_after_break,
    coalesce(bool_or(is_synthetic), false) as has_made_up
from chosen_coverage
where len($school::varchar[]) = 0 or is_marked
