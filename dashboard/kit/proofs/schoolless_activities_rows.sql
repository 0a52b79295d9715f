-- from: schoolless_rows
-- Activity rows that name no implementing school: one row each.
select
    item_kind,
    item,
    item_name,
    string_agg(part_name, '; ') as part_name,
    1 as amount,
    any_value(file_name) as file_name,
    any_value(places) as places
from schoolless_rows
group by item_kind, item, item_name
order by any_value(cast(places as bigint)), item
