-- from: kept_schools
-- Schools of one role: one row per school.
select
    'school' as item_kind,
    school_code as item,
    concat_ws(' ', school_code, school_name) as item_name,
    cast(null as varchar) as part_name,
    1 as amount,
    cast(null as varchar) as file_name,
    cast(source_line as varchar) as places
from kept_schools
where school_role = $role
order by sort_order
