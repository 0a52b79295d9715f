-- from: exam_rows
-- Exam figures that can be read in two ways: one row per figure.
select
    'school' as item_kind,
    school_code as item,
    school_title as item_name,
    concat_ws(' · ', exam_code, subject_code, school_year, printed_text)
        as part_name,
    concat_ws(' · ', exam_code, school_year) as list_name,
    row_number() over (
        order by sort_order, exam_code, school_year, subject_code, measure_code
    ) as row_order,
    1 as amount,
    cast(null as varchar) as file_name,
    cast(source_line as varchar) as places
from exam_rows
where reading = 'ambiguous'
order by sort_order, exam_code, school_year, subject_code, measure_code
