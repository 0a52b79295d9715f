-- from: kept_promises
-- Chosen indicators that are where they should be: one row per indicator.
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
where status_code = 'reached'
order by sort_order
