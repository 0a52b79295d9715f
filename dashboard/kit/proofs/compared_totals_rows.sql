-- Printed totals that something makes up: one row per kind of total.
with totals as (
    select
        total_kind,
        max(net_eur) as net_eur,
        max(vat_eur) as vat_eur,
        min(source_line) as source_line
    from marts.fct_plan_total
    where plan_code = $plan
    group by total_kind
),

costs as (
    select
        sum(net_eur) as net_eur,
        sum(vat_eur) as vat_eur
    from marts.fct_planned_cost
    where plan_code = $plan
),

grand as (
    select
        net_eur,
        vat_eur
    from totals
    where total_kind = 'grand'
),

direct as (
    select
        net_eur,
        vat_eur
    from totals
    where total_kind = 'direct'
),

indirect as (
    select
        net_eur,
        vat_eur
    from totals
    where total_kind = 'indirect'
),

sums as (
    select
        total_kind,
        totals.net_eur,
        totals.vat_eur,
        source_line,
        case
            when total_kind = 'direct' then costs.net_eur
            when total_kind = 'partners' then grand.net_eur
            when direct.net_eur is null and direct.vat_eur is null
                then costs.net_eur + coalesce(indirect.net_eur, 0)
            else direct.net_eur + indirect.net_eur
        end as summed_net_eur,
        case
            when total_kind = 'direct' then costs.vat_eur
            when total_kind = 'partners' then grand.vat_eur
            when direct.net_eur is null and direct.vat_eur is null
                then costs.vat_eur + coalesce(indirect.vat_eur, 0)
            else direct.vat_eur + indirect.vat_eur
        end as summed_vat_eur
    from totals
    cross join costs
    left join grand on true
    left join direct on true
    left join indirect on true
    where total_kind <> 'indirect'
)

select
    'total' as item_kind,
    total_kind as item,
    total_kind as item_name,
    cast(null as varchar) as part_name,
    1 as amount,
    summed_net_eur - net_eur as net_difference_eur,
    summed_vat_eur - vat_eur as vat_difference_eur,
    cast(null as varchar) as file_name,
    cast(source_line as varchar) as places
from sums
order by source_line, total_kind
