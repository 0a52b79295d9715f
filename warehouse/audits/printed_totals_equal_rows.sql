-- Printed totals that the rows do not reproduce. They are shown, nothing is adjusted.
-- All costs are the direct and indirect ones; without a direct total, just the rows.
with

sums_of_rows as (

    select
        plan_code,
        sum(net_eur) as net_eur,
        sum(vat_eur) as vat_eur

    from marts.fct_planned_cost

    group by plan_code

),

direct_totals as (

    select * from marts.fct_plan_total
    where total_kind = 'direct'

),

expected_totals as (

    select
        plan_code,
        'direct' as total_kind,
        net_eur,
        vat_eur

    from sums_of_rows

    union all

    select
        plan_code,
        'grand' as total_kind,
        sum(net_eur) as net_eur,
        sum(vat_eur) as vat_eur

    from marts.fct_plan_total

    where total_kind in ('direct', 'indirect')

    group by plan_code

    union all

    select
        sums_of_rows.plan_code,
        'grand' as total_kind,
        sums_of_rows.net_eur,
        sums_of_rows.vat_eur

    from sums_of_rows
    left join direct_totals
        on sums_of_rows.plan_code = direct_totals.plan_code

    where direct_totals.plan_code is null

)

select
    printed.plan_code,
    printed.total_kind,
    printed.net_eur as printed_net_eur,
    expected.net_eur as summed_net_eur,
    printed.vat_eur as printed_vat_eur,
    expected.vat_eur as summed_vat_eur,
    printed.source_line

from marts.fct_plan_total as printed
inner join expected_totals as expected
    on
        printed.plan_code = expected.plan_code
        and printed.total_kind = expected.total_kind

where printed.net_eur <> expected.net_eur or printed.vat_eur <> expected.vat_eur
