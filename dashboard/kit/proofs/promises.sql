-- What is known of each listed indicator, told anew: one row per indicator.
with latest as (
    select
        indicator_number,
        max_by(value, (measured_date, period_end_date)) as actual_value,
        max(measured_date) as measured_date
    from marts.fct_indicator_value
    where
        plan_code = $plan
        and value_kind = 'measurement'
        and school_code is null
        and value is not null
    group by indicator_number
),

unknown as (
    select
        indicator_number,
        max(value_status) as baseline_status
    from marts.fct_indicator_value
    where
        plan_code = $plan
        and value_kind = 'baseline'
        and value_status <> 'final'
    group by indicator_number
),

compared as (
    select
        indicators.*,
        latest.actual_value,
        targets.target_in_force_value as promised_value,
        targets.baseline_value,
        case
            when targets.baseline_status = 'final' then 'final'
            else coalesce(unknown.baseline_status, 'missing')
        end as baseline_status,
        targets.baseline_status = 'final' as has_baseline,
        case
            when
                targets.target_bound = 'at_least'
                or (
                    targets.target_bound = 'exact'
                    and indicators.direction = 'increase'
                )
                then latest.actual_value >= targets.target_in_force_value
            when
                targets.target_bound = 'at_most'
                or (
                    targets.target_bound = 'exact'
                    and indicators.direction = 'decrease'
                )
                then latest.actual_value <= targets.target_in_force_value
            else latest.actual_value = targets.target_in_force_value
        end as is_reached,
        case
            when
                targets.baseline_status = 'final'
                and targets.target_in_force_value <> targets.baseline_value
                then
                    (latest.actual_value - targets.baseline_value)
                    / (targets.target_in_force_value - targets.baseline_value)
        end as gone_ratio,
        case
            when
                targets.baseline_status = 'final'
                and targets.target_in_force_value <> targets.baseline_value
                and targets.baseline_date < targets.target_date
                then
                    least(
                        greatest(latest.measured_date - targets.baseline_date, 0)
                        / (targets.target_date - targets.baseline_date),
                        1
                    )
        end as expected_ratio
    from marts.dim_indicator as indicators
    left join marts.fct_indicator_target as targets
        on
            indicators.plan_code = targets.plan_code
            and indicators.indicator_number = targets.indicator_number
    left join latest on indicators.indicator_number = latest.indicator_number
    left join unknown on indicators.indicator_number = unknown.indicator_number
    where indicators.plan_code = $plan
)

select
    'indicator' as item_kind,
    indicator_number as item,
    concat(indicator_number, ' ', indicator_name) as item_name,
    case
        when not is_chosen then 'not_chosen'
        when promised_value is null then 'no_target'
        when actual_value is null then 'not_measured'
        when is_reached then 'reached'
        when expected_ratio is null then 'pace_unknown'
        when gone_ratio >= expected_ratio then 'on_course'
        when gone_ratio >= expected_ratio / 2 then 'at_risk'
        else 'off_course'
    end as status_code,
    cast(null as varchar) as part_name,
    1 as amount,
    cast(null as varchar) as file_name,
    cast(source_line as varchar) as places,
    is_chosen,
    baseline_status,
    coalesce(has_baseline, false) as has_baseline,
    actual_value is not null and is_chosen as is_measured,
    indicator_group,
    direction,
    sort_order
from compared
