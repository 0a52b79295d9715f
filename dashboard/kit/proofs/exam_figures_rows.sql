-- from: exam_rows
-- Exam figures that the filters keep: one row per figure.
select
    'school' as item_kind,
    school_code as item,
    concat_ws(' · ', school_title, exam_code, subject_code, measure_code) as item_name,
    school_year as part_name,
    cast(candidates_count is not null as varchar) as is_counted,
    1 as amount,
    cast(null as varchar) as file_name,
    cast(source_line as varchar) as places
from exam_rows
order by sort_order, school_code, exam_code, measure_code, subject_code, school_year
