-- Chosen indicators without a baseline or without a target: no progress can be told.
select
    plan_code,
    indicator_number,
    baseline_value,
    target_value

from marts.fct_indicator_target

where baseline_value is null or target_value is null
