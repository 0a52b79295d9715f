-- from: planned_rows
-- Activity rows that count in the plan's sum: one row each.
select
    item_kind,
    item,
    item_name,
    string_agg(part_name, '; ') as part_name,
    1 as amount,
    any_value(file_name) as file_name,
    any_value(places) as places
from planned_rows
group by item_kind, item, item_name
order by any_value(cast(places as bigint)), item
