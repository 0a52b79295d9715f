-- from: chosen_results
-- What strips draw of each school, of some measures or all: the figures themselves.
select
    school_code,
    school_name,
    school_order,
    exam_code,
    measure_code,
    subject_code,
    school_year,
    value,
    unit_code,
    is_ambiguous,
    printed_text,
    candidates_count,
    low_value,
    high_value,
    is_marked
from chosen_results
where
    len($measures::varchar[]) = 0
    or list_contains(
        $measures::varchar[], concat_ws('/', exam_code, measure_code)
    )
order by exam_order, subject_order, school_order, school_year desc
