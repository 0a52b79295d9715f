-- from: kept_promises
-- Indicators that the plan has chosen: one row per indicator.
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
where is_chosen
order by sort_order
