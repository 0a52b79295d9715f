-- from: exam_rows
-- Schools with exam figures: one row per school.
select
    'school' as item_kind,
    school_code as item,
    any_value(school_title) as item_name,
    cast(null as varchar) as part_name,
    1 as amount,
    cast(null as varchar) as file_name,
    cast(min(source_line) as varchar) as places
from exam_rows
group by school_code
order by any_value(sort_order), school_code
