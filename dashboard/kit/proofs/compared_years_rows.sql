-- from: kept_promises
-- Indicators whose latest value has one of the same period a year before: one row each.
with measured as (
    select
        indicator_number,
        period,
        period_end_date,
        value
    from marts.fct_indicator_value
    where
        plan_code = $plan
        and value_kind = 'measurement'
        and school_code is null
        and value is not null
),

pairs as (
    select
        latest.indicator_number,
        latest.value,
        earlier.value as earlier_value
    from measured as latest
    inner join measured as earlier
        on
            latest.indicator_number = earlier.indicator_number
            and latest.period_end_date = earlier.period_end_date + interval 1 year
            and length(latest.period) = length(earlier.period)
    qualify
        row_number() over (
            partition by latest.indicator_number
            order by latest.period_end_date desc, length(latest.period)
        ) = 1
)

select
    kept_promises.item_kind,
    kept_promises.item,
    kept_promises.item_name,
    kept_promises.part_name,
    cast(
        case kept_promises.direction
            when 'increase' then pairs.value > pairs.earlier_value
            when 'decrease' then pairs.value < pairs.earlier_value
        end as varchar
    ) as is_towards,
    kept_promises.amount,
    kept_promises.file_name,
    kept_promises.places
from kept_promises
inner join pairs on kept_promises.item = pairs.indicator_number
where kept_promises.direction in ('increase', 'decrease')
order by kept_promises.sort_order
