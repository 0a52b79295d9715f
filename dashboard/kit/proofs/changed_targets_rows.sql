-- from: kept_promises
-- Chosen indicators whose target a decision changed: one row per indicator.
select
    kept_promises.item_kind,
    kept_promises.item,
    kept_promises.item_name,
    kept_promises.part_name,
    kept_promises.amount,
    kept_promises.file_name,
    kept_promises.places
from kept_promises
inner join marts.fct_indicator_target as targets
    on kept_promises.item = targets.indicator_number
where
    targets.plan_code = $plan
    and kept_promises.is_chosen
    and targets.target_in_force_value is distinct from targets.target_value
order by kept_promises.sort_order
