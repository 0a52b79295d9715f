-- from: chosen_results
select
    count(*) as row_count,
    count(distinct school_code) as school_count,
    count(*) filter (is_ambiguous) as ambiguous_count,
    count(distinct row(school_code, exam_code, school_year)) filter (is_ambiguous)
        as ambiguous_list_count,
    count(candidates_count) as counted_count,
    any_value(series_break) as series_break,
    coalesce(bool_or(is_after_series_break), false) as has_years_after_break
from chosen_results
where len($school::varchar[]) = 0 or is_marked
