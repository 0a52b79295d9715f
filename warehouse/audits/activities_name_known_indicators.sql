-- Indicators of activities that the plan does not list.
select
    bridge.activity_key,
    bridge.indicator_number,
    bridge.source_line

from marts.bridge_activity_indicator as bridge
left join marts.dim_indicator as indicators
    on
        bridge.plan_code = indicators.plan_code
        and bridge.indicator_number = indicators.indicator_number

where indicators.indicator_number is null
