-- The target of an indicator in force and as printed: one row.
select
    'indicator' as item_kind,
    targets.indicator_number as item,
    concat(targets.indicator_number, ' ', indicators.indicator_name) as item_name,
    cast(targets.target_value as varchar) as part_name,
    targets.target_in_force_value as amount,
    targets.target_value as printed_value,
    cast(null as varchar) as file_name,
    cast(targets.source_line as varchar) as places
from marts.fct_indicator_target as targets
inner join marts.dim_indicator as indicators
    on
        targets.plan_code = indicators.plan_code
        and targets.indicator_number = indicators.indicator_number
where targets.plan_code = $plan and targets.indicator_number = $indicator
