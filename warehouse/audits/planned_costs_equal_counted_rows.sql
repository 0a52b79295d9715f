-- Parts of a cost that do not sum to the printed cost, or a cost without parts.
with

counted_activities as (

    select * from marts.dim_activity
    where is_counted

),

sums_of_parts as (

    select
        activity_key,
        sum(net_eur) as net_eur,
        sum(vat_eur) as vat_eur

    from marts.fct_planned_cost

    group by activity_key

)

select
    counted_activities.activity_key,
    counted_activities.printed_net_eur,
    sums_of_parts.net_eur,
    counted_activities.printed_vat_eur,
    sums_of_parts.vat_eur

from counted_activities
full outer join sums_of_parts
    on counted_activities.activity_key = sums_of_parts.activity_key

where
    counted_activities.activity_key is null
    or sums_of_parts.activity_key is null
    or counted_activities.printed_net_eur is distinct from sums_of_parts.net_eur
    or counted_activities.printed_vat_eur is distinct from sums_of_parts.vat_eur
