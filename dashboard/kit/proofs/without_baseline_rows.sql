-- from: kept_promises
-- Chosen indicators without a sure baseline: one row per indicator.
select
    item_kind,
    item,
    item_name,
    part_name,
    status_code,
    baseline_status,
    amount,
    file_name,
    places
from kept_promises
where is_chosen and not has_baseline
order by sort_order
