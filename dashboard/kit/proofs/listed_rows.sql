-- from: kept_promises
-- Indicators that the plan lists, chosen or not: one row per indicator.
select
    item_kind,
    item,
    item_name,
    part_name,
    status_code,
    amount,
    file_name,
    places
from kept_promises
order by sort_order
