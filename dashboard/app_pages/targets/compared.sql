-- from: chosen_indicators
-- Both sides of each indicator: its target in force and as printed, or its latest
-- value and that of the same period a year before, for the whole municipality.
with measured as (
    select
        latest.indicator_number,
        latest.period as own_period,
        earlier.period as other_period,
        latest.value as own_value,
        earlier.value as other_value,
        latest.is_synthetic or earlier.is_synthetic as is_synthetic
    from reports.rpt_measurement as latest
    inner join reports.rpt_measurement as earlier
        on
            latest.plan_code = earlier.plan_code
            and latest.indicator_number = earlier.indicator_number
            and latest.period_end_date = earlier.period_end_date + interval 1 year
            and length(latest.period) = length(earlier.period)
            and earlier.school_code is null
    where
        latest.plan_code = $plan
        and latest.school_code is null
        and latest.value is not null
        and earlier.value is not null
    qualify
        row_number() over (
            partition by latest.indicator_number
            order by latest.period_end_date desc, length(latest.period)
        ) = 1
),

sides as (
    select
        indicator_number,
        '' as own_period,
        '' as other_period,
        target_value as own_value,
        printed_target_value as other_value,
        false as is_synthetic
    from chosen_indicators
    where
        $compared = 'printed'
        and is_chosen
        and target_value is distinct from printed_target_value
    union all
    select
        indicator_number,
        own_period,
        other_period,
        own_value,
        other_value,
        is_synthetic
    from measured
    where $compared = 'last-year'
)

select
    sides.indicator_number as group_key,
    concat(sides.indicator_number, '. ', indicators.indicator_name) as group_label,
    '' as policy_area_code,
    coalesce(indicators.unit_code, 'none') as unit_code,
    sides.own_period,
    sides.other_period,
    sides.own_value,
    sides.other_value,
    sides.own_value - sides.other_value as difference_value,
    case indicators.direction
        when 'increase' then sides.own_value > sides.other_value
        when 'decrease' then sides.own_value < sides.other_value
    end as is_towards,
    sides.is_synthetic
from sides
inner join chosen_indicators as indicators
    on sides.indicator_number = indicators.indicator_number
order by
    indicators.unit_code = 'percent' desc,
    indicators.unit_code,
    abs(difference_value) desc nulls last,
    indicators.sort_order
