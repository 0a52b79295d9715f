-- from: planned_rows
-- Activity rows whose VAT the plan does not state: one row each.
select
    item_kind,
    item,
    item_name,
    string_agg(part_name, '; ') as part_name,
    1 as amount,
    any_value(file_name) as file_name,
    any_value(places) as places
from planned_rows
where vat_eur is null
group by item_kind, item, item_name
order by any_value(cast(places as bigint)), item
