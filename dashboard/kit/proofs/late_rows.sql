-- from: chosen
-- Activities that are over and not spent; silent ones once most of the plan is known.
with coverage as (
    select
        count(*) filter (in_force_net_eur + spent_net_eur is not null) as paid_count,
        count(*) filter (status_code = 'no_payments') as silent_count
    from paces
    where in_force_net_eur is not null or spent_net_eur is not null
)

select
    'activity' as item_kind,
    chosen.activity_key as item,
    any_value(concat(chosen.activity_number, ' ', chosen.activity_title)) as item_name,
    cast(null as varchar) as part_name,
    any_value(paces.status_code) as status_code,
    1 as amount,
    cast(null as varchar) as file_name,
    any_value(cast(activities.source_line as varchar)) as places
from chosen
inner join paces on chosen.activity_key = paces.activity_key
inner join marts.dim_activity as activities
    on chosen.activity_key = activities.activity_key
cross join coverage
where
    paces.status_code = 'late'
    or (
        paces.status_code = 'no_payments'
        and coverage.paid_count * 2 >= coverage.paid_count + coverage.silent_count
    )
group by chosen.activity_key
order by any_value(chosen.activity_order)
