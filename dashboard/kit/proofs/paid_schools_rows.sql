-- from: paid_to_schools_rows
-- Schools that payments name: one row per school.
select
    item_kind,
    item,
    item_name,
    cast(null as varchar) as part_name,
    1 as amount,
    string_agg(distinct file_name, '; ') as file_name,
    string_agg(places, '; ') as places
from paid_to_schools_rows
group by item_kind, item, item_name
order by item
