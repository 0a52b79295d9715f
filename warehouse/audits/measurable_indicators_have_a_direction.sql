-- Chosen indicators with a baseline and a target but no direction.
select
    indicators.plan_code,
    indicators.indicator_number

from marts.dim_indicator as indicators
inner join marts.fct_indicator_target as targets
    on
        indicators.plan_code = targets.plan_code
        and indicators.indicator_number = targets.indicator_number

where
    indicators.direction is null
    and targets.target_value is not null
    and targets.baseline_value is not null
