-- from: kept_promises
-- Chosen indicators that were measured: one row per indicator.
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
where is_measured
order by sort_order
