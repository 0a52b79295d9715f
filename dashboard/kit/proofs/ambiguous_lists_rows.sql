-- from: ambiguous_rows
-- Lists with figures that can be read in two ways: one row per school, exam and year.
select
    item_kind,
    item,
    any_value(item_name) as item_name,
    list_name as part_name,
    1 as amount,
    any_value(file_name) as file_name,
    string_agg(distinct places, ', ' order by places) as places
from ambiguous_rows
group by item_kind, item, list_name
order by min(row_order)
